import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Tests of code without I/O, clock or state. */
const PURE = ['test/core/**/*.test.ts', 'test/shared/**/*.test.ts']

export default defineConfig({
  test: {
    environment: 'node',
    // A test of the logic never waits for a model; those that do live in test/model and say so.
    projects: [
      {
        test: {
          name: 'pure',
          include: [...PURE],
          testTimeout: 60_000,
          // Pure modules keep nothing that a test could change: each is read once a worker, not once a file.
          isolate: false,
          maxWorkers: availableParallelism()
        }
      },
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/model/**', 'test/e2e/**', ...PURE],
          testTimeout: 60_000,
          // With these keys Node 24 may lose count of its code pages where worker threads come and go, and aborts.
          execArgv: ['--no-memory-protection-keys'],
          // Left alone, Vitest leaves one of two cores to the machine.
          maxWorkers: availableParallelism()
        }
      },
      {
        test: {
          name: 'model',
          include: ['test/model/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: 'test/helpers/data-folder.ts',
          // A bundled model runs on one thread: with more files than cores they would wait for each other.
          maxWorkers: 2
        }
      }
    ]
  }
})
