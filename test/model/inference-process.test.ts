import { truncateSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import type { AttemptEvent } from '../../src/shared/events.ts'
import { fileSource } from '../../src/shared/model-source.ts'
import { pairOfFiles } from '../helpers/pair-of-files.ts'
import type { SolveJob } from '../../src/main/engine/engine.ts'
import { createSupervisor } from '../../src/main/engine/supervisor.ts'
import { bundledWords } from '../helpers/bundled-words.ts'
import { bundled, randomModelFile } from '../helpers/live-models.ts'
import { LIVE_OPTIONS } from '../helpers/live-options.ts'

const PAIR = pairOfFiles({ ...bundled, gpu: 'off' })

function job(parts: Partial<SolveJob['options']> = {}): SolveJob {
  return {
    problem: 'Sam has 127 stamps and gets 88 more. How many?',
    options: { ...LIVE_OPTIONS, maxStepTokens: 60, seed: 3, exact: true, ...parts },
    ...bundledWords,
    pair: PAIR,
    baseline: null
  }
}

function start() {
  const supervisor = createSupervisor()
  onTestFinished(() => supervisor.close())
  return supervisor
}

const never = new AbortController().signal

async function all(events: AsyncIterable<AttemptEvent>): Promise<AttemptEvent[]> {
  const seen: AttemptEvent[] = []
  for await (const event of events) seen.push(event)
  return seen
}

/** The accepted texts, whose order between paths may differ. */
function texts(events: readonly AttemptEvent[]): string[] {
  return events
    .flatMap((event) =>
      'text' in event && 'step' in event && event.type !== 'step-progress'
        ? [`${event.path}.${event.step} ${event.type} ${event.text}`]
        : []
    )
    .sort()
}

test('solves a problem and describes the pair that did', async () => {
  const engine = start()
  const { target, draft, device } = await engine.describe(PAIR)
  expect(target.parameters).toBeGreaterThan(draft.parameters)
  expect(device).toContain('CPU')
  const events = await all(engine.solve(job(), never))
  expect(events[0]).toMatchObject({ type: 'started', pair: { target: { sha256: target.sha256 } } })
  expect(events.at(-1)).toMatchObject({ type: 'finished' })
})

test('in exact mode the same seed gives the same attempt', async () => {
  const engine = start()
  const [first, second] = [
    await all(engine.solve(job(), never)),
    await all(engine.solve(job(), never))
  ]
  expect(texts(second)).toEqual(texts(first))
})

test('a killed process is reported, and the next job starts another', async () => {
  const engine = start()
  const attempt = (async () => {
    for await (const { type } of engine.solve(job(), never)) {
      if (type === 'step-drafted') engine.kill()
    }
  })()
  await expect(attempt).rejects.toMatchObject({
    kind: 'model-died',
    message: expect.stringContaining('was killed') as string
  })
  const events = await all(engine.solve(job(), never))
  expect(events.at(-1)).toMatchObject({ type: 'finished' })
})

test('an aborted attempt still ends with its result', async () => {
  const engine = start()
  const abort = new AbortController()
  const events: AttemptEvent[] = []
  for await (const event of engine.solve(job({ maxTokens: 5000 }), abort.signal)) {
    events.push(event)
    if (event.type === 'step-drafted') abort.abort()
  }
  expect(events.at(-1)).toMatchObject({ type: 'finished', outcome: 'stopped' })
  await expect(all(engine.solve(job(), never))).resolves.not.toHaveLength(0)
})

test('a path that is stopped ends within a token, and the others go on and vote', async () => {
  const engine = start()
  const stop = Promise.withResolvers<(path: number) => void>()
  const onPathStop = (listener: (path: number) => void) => {
    stop.resolve(listener)
    return () => undefined
  }
  const options = { method: 'parallel', exact: false, maxStepTokens: 200 } as const
  const events: AttemptEvent[] = []
  let asked: number | null = null
  for await (const event of engine.solve(job(options), never, onPathStop)) {
    events.push(event)
    if (event.type === 'step-progress' && event.path === 1 && asked === null) {
      asked = events.length
      ;(await stop.promise)(1)
    }
  }
  const ends = events.flatMap((event) => (event.type === 'path-ended' ? [event] : []))
  expect(ends.find(({ path }) => path === 1)).toMatchObject({ end: 'stopped', answer: null })
  expect(ends.filter(({ end }) => end === 'stopped')).toHaveLength(1)
  const written = events.filter((event) => event.type === 'step-written' && event.path === 1)
  expect(written).toEqual([])
  const voted = events.find((event) => event.type === 'voted')!
  expect(voted.votes.flatMap(({ paths }) => paths)).not.toContain(1)
  expect(events.at(-1)).toMatchObject({ type: 'finished', outcome: 'answered' })
})

test('an attempt that nobody reads any more makes way for the next', async () => {
  const engine = start()
  for await (const event of engine.solve(job({ maxTokens: 5000 }), never)) {
    if (event.type === 'path-opened') break
  }
  const events = await all(engine.solve(job(), never))
  expect(events.at(-1)).toMatchObject({ type: 'finished' })
})

test('a missing and a broken model are refused in words, by a process that lives on', async () => {
  const engine = start()
  const missing = { ...PAIR, target: fileSource('/nowhere/model.gguf') }
  await expect(engine.describe(missing)).rejects.toMatchObject({ kind: 'model-missing' })
  const broken = randomModelFile()
  truncateSync(broken, 50_000)
  await expect(engine.describe({ ...PAIR, draft: fileSource(broken) })).rejects.toThrow(
    'cannot be used'
  )
  writeFileSync(broken, 'no model')
  await expect(engine.describe({ ...PAIR, draft: fileSource(broken) })).rejects.toThrow(
    'cannot be used'
  )
  await expect(engine.describe(PAIR)).resolves.toBeDefined()
})
