import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { UNTRIED_BINARY } from './src/main/engine/untried-binary.ts'

/** Tests of code without I/O, clock or state. */
const PURE = ['test/core/**/*.test.ts', 'test/shared/**/*.test.ts']
const OTHER = ['test/model/**', 'test/e2e/**', ...PURE]

/** What a process has one of: its modules, clock, environment, streams. */
const OF_THE_PROCESS =
  /\bvi\.(?:mock|stub\w+|useFakeTimers|spyOn\((?:process|console))|\bprocess\.(?:env\.\w+ =|exitCode =|chdir|umask)/
const ALONE = globSync('test/**/*.test.ts', { cwd: import.meta.dirname, exclude: OTHER }).filter(
  (file) => OF_THE_PROCESS.test(readFileSync(join(import.meta.dirname, file), 'utf8'))
)

/** What takes so long hangs, on the slowest machine beside other work: no test holds how fast something is. */
const HANGS_MS = 150_000

/** With these keys Node 24 may lose count of its code pages where worker threads come and go, and aborts. */
const WITHOUT_KEYS = ['--no-memory-protection-keys']

export default defineConfig({
  test: {
    environment: 'node',
    // A test of the logic never waits for a model; those that do live in test/model and say so.
    projects: [
      {
        test: {
          name: 'pure',
          include: PURE,
          testTimeout: HANGS_MS,
          // Modules keep nothing that a test could change: each is read once a worker, not once a file.
          isolate: false,
          maxWorkers: availableParallelism()
        }
      },
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...OTHER, ...ALONE],
          testTimeout: HANGS_MS,
          execArgv: WITHOUT_KEYS,
          isolate: false,
          maxWorkers: availableParallelism()
        }
      },
      {
        test: {
          name: 'alone',
          include: ALONE,
          testTimeout: HANGS_MS,
          execArgv: WITHOUT_KEYS,
          maxWorkers: availableParallelism()
        }
      },
      {
        test: {
          name: 'model',
          include: ['test/model/**/*.test.ts'],
          testTimeout: 2 * HANGS_MS,
          hookTimeout: 2 * HANGS_MS,
          globalSetup: 'test/helpers/data-folder.ts',
          // As the processes of the program load the engine.
          execArgv: [...UNTRIED_BINARY],
          // A bundled model runs on one thread: with more files than cores they would wait for each other.
          maxWorkers: 2
        }
      }
    ]
  }
})
