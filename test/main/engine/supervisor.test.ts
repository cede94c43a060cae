import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InferenceRequest } from '../../../src/shared/inference-messages.ts'
import { pairOfFiles } from '../../helpers/pair-of-files.ts'
import type { ChildListener, StartChild } from '../../../src/main/engine/inference-child.ts'
import { createSupervisor } from '../../../src/main/engine/supervisor.ts'

/** Inference processes that say what the test makes them say. */
function scriptedChildren() {
  const children: { listener: ChildListener; received: InferenceRequest[] }[] = []
  const start: StartChild = (listener) => {
    const received: InferenceRequest[] = []
    children.push({ listener, received })
    return {
      send: (request) => received.push(request),
      kill: () => {
        listener.onExit({ code: null, signal: 'SIGKILL' })
      }
    }
  }
  return { children, start }
}

const PAIR = pairOfFiles({ target: '/t.gguf', draft: '/d.gguf', gpu: 'off' })

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('starts no process before there is something to do', () => {
  const { children, start } = scriptedChildren()
  const supervisor = createSupervisor(start)
  expect(supervisor.status()).toBeNull()
  expect(children).toHaveLength(0)
})

test('ends a process whose heart stops, and says so', async () => {
  const { children, start } = scriptedChildren()
  const supervisor = createSupervisor(start)
  const described = supervisor.describe(PAIR).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(29_000)
  children[0]!.listener.onMessage({ type: 'heartbeat', memory: 1, device: null })
  await vi.advanceTimersByTimeAsync(29_000)
  expect(supervisor.status()).toEqual({ memory: 1, device: null, retries: 0, refusals: 0 })
  await vi.advanceTimersByTimeAsync(1000)
  expect(await described).toMatchObject({
    kind: 'model-died',
    message: expect.stringContaining('hung') as string
  })
  expect(supervisor.status()).toBeNull()
})

test('tells everyone who waits of a death, and starts another for the next', async () => {
  const { children, start } = scriptedChildren()
  const supervisor = createSupervisor(start)
  const waiting = [supervisor.describe(PAIR), supervisor.describe(PAIR)].map((call) =>
    call.catch((error: unknown) => error)
  )
  await vi.advanceTimersByTimeAsync(0)
  children[0]!.listener.onOutput('GGML_ASSERT(false) failed\n')
  children[0]!.listener.onExit({ code: null, signal: 'SIGABRT' })
  for (const call of waiting) expect(await call).toMatchObject({ kind: 'model-died' })
  void supervisor.describe(PAIR).catch(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  expect(children).toHaveLength(2)
})

test('asks a successor, and not a process that is being killed', async () => {
  const { children, start } = scriptedChildren()
  const slowToDie: StartChild = (listener) => ({ ...start(listener), kill: () => undefined })
  const supervisor = createSupervisor(slowToDie)
  void supervisor.describe(PAIR).catch(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  supervisor.kill()
  void supervisor.describe(PAIR).catch(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  children[0]!.listener.onExit({ code: null, signal: 'SIGKILL' })
  expect(children).toHaveLength(2)
  expect(children[1]!.received).toHaveLength(1)
  expect(supervisor.status()).not.toBeNull()
})

test('leaves the work of others alone when a request that waits its turn is stopped', async () => {
  const { children, start } = scriptedChildren()
  const supervisor = createSupervisor(start)
  const first = supervisor.describe(PAIR)
  const stop = new AbortController()
  const second = supervisor.describe(PAIR, undefined, stop.signal).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(0)
  stop.abort()
  await vi.advanceTimersByTimeAsync(5000)
  expect(children).toHaveLength(1)
  const model = {
    name: 'm',
    sha256: '',
    parameters: 1,
    source: PAIR.target,
    bytes: 1,
    architecture: 'llama'
  }
  const pair = { target: model, draft: model, device: 'CPU', engine: '1' }
  const [one, two] = children[0]!.received.filter(({ type }) => type === 'describe')
  for (const request of [one!, two!]) {
    if (request.type === 'describe') {
      children[0]!.listener.onMessage({ type: 'described', id: request.id, pair })
    }
  }
  expect(await first).toEqual(pair)
  expect(await second).toEqual(pair)
})

test('keeps the last lines of the log, also of the dead', () => {
  const { children, start } = scriptedChildren()
  const supervisor = createSupervisor(start)
  void supervisor.describe(PAIR).catch(() => undefined)
  for (let i = 0; i < 300; i++) children[0]!.listener.onOutput(`line ${i}\n`)
  supervisor.kill()
  expect(supervisor.log()).toHaveLength(200)
  expect(supervisor.log().at(-1)).toBe('line 299')
})

test('kills a process that does not stop when asked', async () => {
  const { children, start } = scriptedChildren()
  const supervisor = createSupervisor(start)
  void supervisor.describe(PAIR).catch(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  const closed = supervisor.close()
  expect(children[0]!.received.at(-1)).toEqual({ type: 'stop' })
  await vi.advanceTimersByTimeAsync(2000)
  await closed
  expect(supervisor.status()).toBeNull()
})
