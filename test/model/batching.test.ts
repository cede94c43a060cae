import { expect, test } from 'vitest'
import { Dispatcher, type BatchPlanner } from '../../src/inference/backends/llama/dispatcher.ts'
import { Meter } from '../../src/inference/meter.ts'
import { SequenceText } from '../../src/inference/backends/llama/sequence-text.ts'
import {
  askProbabilities,
  probabilityOf
} from '../../src/inference/backends/llama/token-probability.ts'
import {
  loadModel,
  NEVER,
  randomModelFile,
  spyOnBatches,
  spyOnSequences
} from '../helpers/live-models.ts'

const PATHS = 4
const SAMPLING = { temperature: 0.8, topP: 1, topK: 0, confidence: false }

const together: BatchPlanner = (waiting) => [waiting.map((_, index) => index)]
const oneByOne: BatchPlanner = (waiting) => waiting.map((_, index) => [index])

/** Several paths of one model sample at the same time; returns the sizes of the batches. */
async function batchesOf(plan: BatchPlanner, lengths: readonly number[]): Promise<number[]> {
  const { context } = await loadModel(randomModelFile(), { paths: PATHS })
  const dispatcher = new Dispatcher(plan)
  const meter = new Meter(() => 0)
  const prompt = context.model.tokenize('the step')
  const texts = lengths.map(() => new SequenceText(context.getSequence(), dispatcher, 64, prompt))
  await Promise.all(texts.map((text) => text.settle(meter, NEVER)))
  const batches = spyOnBatches(context)
  await Promise.all(
    texts.map(async (text, seed) => {
      const leave = dispatcher.enter()
      let count = 0
      for await (const _ of text.sample({ ...SAMPLING, seed }, meter, NEVER)) {
        if (++count === lengths[seed]) break
      }
      leave()
    })
  )
  return batches
}

function everyPath(tokens: number): number[] {
  return Array.from({ length: PATHS }, () => tokens)
}

test('all paths share every batch, where the engine by itself leaves one out', async () => {
  const batches = await batchesOf(together, everyPath(20))
  expect(batches).toEqual(Array.from({ length: 20 }, () => PATHS))
})

test('a path that ends leaves the others their batches', async () => {
  const batches = await batchesOf(together, [5, 10, 10, 10])
  expect(batches).toEqual([4, 4, 4, 4, 4, 3, 3, 3, 3, 3])
})

test('one by one, every batch holds one token', async () => {
  const batches = await batchesOf(oneByOne, everyPath(20))
  expect(batches).toEqual(Array.from({ length: 20 * PATHS }, () => 1))
})

test('a batch holds the sequences in their order, in which llama.cpp computes it as one piece', async () => {
  const { context } = await loadModel(randomModelFile(), { paths: PATHS })
  const dispatcher = new Dispatcher(together)
  const prompt = context.model.tokenize('the step')
  const texts = Array.from(
    { length: PATHS },
    () => new SequenceText(context.getSequence(), dispatcher, 64, prompt)
  )
  const order = spyOnSequences(context)
  const meter = new Meter(() => 0)
  await Promise.all(texts.toReversed().map((text) => text.settle(meter, NEVER)))
  expect(order).toEqual(Array.from({ length: PATHS }, (_, sequence) => sequence))
})

test('a single logit and the sum give the probability that the whole distribution gives', async () => {
  const { context } = await loadModel(randomModelFile({ vocabulary: 5000 }))
  const sequence = context.getSequence()
  const [token] = context.model.tokenize('t')
  const candidates = [...'0123456789'].map((digit) => context.model.tokenize(digit)[0]!)
  const [few] = await sequence.controlledEvaluate([askProbabilities(token!, candidates)])
  await sequence.clearHistory()
  const [all] = await sequence.controlledEvaluate([
    [token!, { generateNext: { probabilities: true } }]
  ])
  for (const candidate of candidates) {
    const whole = all!.next.probabilities!.get(candidate)!
    expect(probabilityOf(few!, candidate) / whole).toBeCloseTo(1, 4)
  }
})
