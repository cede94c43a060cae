import { expect, test } from 'vitest'
import {
  Dispatcher,
  type BatchPlanner
} from '../../../../src/inference/backends/llama/dispatcher.ts'

const together: BatchPlanner = (waiting) => [waiting.map((_, index) => index)]
const oneByOne: BatchPlanner = (waiting) => waiting.map((_, index) => [index])

const ONE = { tokens: 1, sequence: 0 }

/** An engine that notes what is evaluated at the same time. */
function recorder() {
  const batches: string[][] = []
  let current: string[] | null = null
  return {
    batches,
    async evaluate(name: string): Promise<void> {
      if (current === null) {
        current = []
        batches.push(current)
      }
      const batch = current
      batch.push(name)
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (current === batch) current = null
    }
  }
}

/** A path that evaluates so many tokens, one after the other. */
async function path(
  dispatcher: Dispatcher,
  engine: ReturnType<typeof recorder>,
  name: string,
  tokens: number
): Promise<void> {
  const leave = dispatcher.enter()
  try {
    for (let i = 0; i < tokens; i++) await dispatcher.run(ONE, () => engine.evaluate(name))
  } finally {
    leave()
  }
}

test('paths that run at the same time share every batch', async () => {
  const dispatcher = new Dispatcher(together)
  const engine = recorder()
  await Promise.all(['a', 'b', 'c'].map((name) => path(dispatcher, engine, name, 5)))
  expect(engine.batches).toEqual(Array.from({ length: 5 }, () => ['a', 'b', 'c']))
})

test('those who go on do not wait for a path that has left', async () => {
  const dispatcher = new Dispatcher(together)
  const engine = recorder()
  await Promise.all([path(dispatcher, engine, 'a', 4), path(dispatcher, engine, 'b', 2)])
  expect(engine.batches).toEqual([['a', 'b'], ['a', 'b'], ['a'], ['a']])
})

test('a path that comes later joins', async () => {
  const dispatcher = new Dispatcher(together)
  const engine = recorder()
  const first = path(dispatcher, engine, 'a', 30)
  await new Promise((resolve) => setTimeout(resolve, 5))
  await path(dispatcher, engine, 'b', 3)
  await first
  expect(engine.batches.filter((batch) => batch.length === 2)).toHaveLength(3)
})

test('one after another, each gets its turn', async () => {
  const dispatcher = new Dispatcher(oneByOne)
  const engine = recorder()
  await Promise.all(['a', 'b', 'c'].map((name) => path(dispatcher, engine, name, 3)))
  expect(engine.batches.every((batch) => batch.length === 1)).toBe(true)
  for (let turn = 0; turn < 9; turn += 3) {
    expect(
      engine.batches
        .slice(turn, turn + 3)
        .flat()
        .sort()
    ).toEqual(['a', 'b', 'c'])
  }
})

test('a failed evaluation reaches its own path only', async () => {
  const dispatcher = new Dispatcher(together)
  const engine = recorder()
  async function failing(): Promise<void> {
    const leave = dispatcher.enter()
    try {
      await dispatcher.run(ONE, () => Promise.reject(new Error('broken')))
    } finally {
      leave()
    }
  }
  const [ok, failed] = await Promise.allSettled([path(dispatcher, engine, 'a', 3), failing()])
  expect(ok.status).toBe('fulfilled')
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'broken' } })
  expect(engine.batches).toHaveLength(3)
})

test('an evaluation of a path that never announced itself runs too', async () => {
  const dispatcher = new Dispatcher(together)
  await expect(dispatcher.run(ONE, () => Promise.resolve('done'))).resolves.toBe('done')
})
