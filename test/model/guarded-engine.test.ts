import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApplication, type Application } from '../../src/main/application.ts'
import {
  addSolveOptions,
  readSolveOptions,
  type SolveFlags
} from '../../src/main/doors/terminal/solve-options.ts'
import { startNodeChild, type InferenceChild } from '../../src/main/engine/inference-child.ts'
import type { AttemptEvent } from '../../src/shared/events.ts'
import { writeRandomModel } from '../helpers/random-gguf.ts'

// Which settings a model is fastest with is not what these tests are about, and measuring takes longer than they do.
vi.stubEnv('TANDEM_CPU_BACKEND', 'default')
vi.stubEnv('TANDEM_FLASH_ATTENTION', 'on')

let home: string
let application: Application
let child: InferenceChild
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tandem-guarded-'))
  application = createApplication({
    door: 'test',
    dataFlag: home,
    startChild: (listener) => (child = startNodeChild(listener))
  })
})
afterEach(async () => {
  await application.close()
  rmSync(home, { recursive: true })
})

const never = new AbortController().signal

/** Solves a problem as the terminal would; `watch` sees each event. */
async function solve(
  flags: readonly string[],
  watch: (event: AttemptEvent) => void = () => undefined
) {
  const command = addSolveOptions(new Command())
  command.parse(['--seed', '1', '--max-tokens', '200', ...flags], { from: 'user' })
  const setup = await readSolveOptions(command.opts<SolveFlags>(), 'ssr', application)
  const job = { ...setup, problem: 'Tom has 4 apples and buys 3. How many?', baseline: null }
  const events: AttemptEvent[] = []
  for await (const event of application.engine.solve(job, never)) {
    events.push(event)
    watch(event)
  }
  return events
}

function model(name: string, options: Parameters<typeof writeRandomModel>[1] = {}): string {
  const path = join(home, `${name}.gguf`)
  writeRandomModel(path, options)
  return path
}

test('a model that is new is tried first, and then solves', async () => {
  const [target, draft] = [model('target', { layers: 3 }), model('draft')]
  const events = await solve(['--target', target, '--draft', draft])
  expect(events.at(-1)).toMatchObject({ type: 'finished' })
  const { library } = application.modelServices()
  expect(library.list().map(({ entry }) => [entry.tried, entry.refusal])).toEqual([
    [true, null],
    [true, null]
  ])
  // The process computed the hashes, and the library keeps them.
  expect(library.knownHashes([target, draft])).toHaveLength(2)
})

test('what the trial dies of is said, and the next problem is solved all the same', async () => {
  const target = model('target', { layers: 3 })
  const broken = model('broken', { template: '{% for a in range(999999999) %}x{% endfor %}' })
  await expect(solve(['--target', target, '--draft', broken])).rejects.toMatchObject({
    kind: 'model-refused',
    message: expect.stringMatching(/: It.* chat template.*\.$/) as string
  })
  writeFileSync(broken, '<html>please log in</html>')
  await expect(solve(['--target', target, '--draft', broken])).rejects.toThrow('cannot be used')
  expect((await solve([])).at(-1)).toMatchObject({ type: 'finished' })
})

test('the context of a pair reaches llama.cpp: a prompt that is longer does not fit', async () => {
  const pair = ['--target', model('target', { layers: 3 }), '--draft', model('draft')]
  expect((await solve([...pair, '--context', '256'])).at(-1)).toMatchObject({
    outcome: 'failed',
    cause: expect.stringContaining('do not fit into the context of 256') as string
  })
  expect((await solve(pair)).at(-1)).not.toMatchObject({ outcome: 'failed' })
})

test('three deaths in the middle of a run, and it is not begun again without being asked', async () => {
  const die = (event: AttemptEvent) => {
    if (event.type === 'started') child.kill()
  }
  for (const offer of [{ paths: 1 }, { paths: 1 }, { paths: 1 }]) {
    await expect(solve([], die)).rejects.toMatchObject({ kind: 'model-died', offer })
  }
  await expect(solve([])).rejects.toMatchObject({ kind: 'died-often' })
  expect((await solve(['--load-anyway'])).at(-1)).toMatchObject({ type: 'finished' })
  expect((await solve([])).at(-1)).toMatchObject({ type: 'finished' })
})
