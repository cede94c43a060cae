import { describe, expect, it } from 'vitest'
import {
  attemptSeed,
  chooseProblems,
  pendingSlots,
  planSlots
} from '../../../src/main/runs/plan.ts'
import { additions } from '../../helpers/run-setup.ts'

const problems = additions(50)
const all = { limit: null, sample: null, seed: 1 }

describe('the problems of a run', () => {
  it('are all of the set unless fewer are asked for', () => {
    expect(chooseProblems(problems, all)).toEqual(problems)
    expect(chooseProblems(problems, { ...all, limit: 3 })).toEqual(problems.slice(0, 3))
    expect(chooseProblems(problems, { ...all, sample: 60 })).toEqual(problems)
  })

  it('are a sample without repetition, in the order of the set, the same for the same seed', () => {
    const sample = chooseProblems(problems, { ...all, sample: 10 })
    const positions = sample.map((problem) => problems.indexOf(problem))
    expect(new Set(positions).size).toBe(10)
    expect(positions).toEqual(positions.toSorted((a, b) => a - b))
    expect(chooseProblems(problems, { ...all, sample: 10 })).toEqual(sample)
    expect(chooseProblems(problems, { ...all, sample: 10, seed: 2 })).not.toEqual(sample)
  })
})

describe('the queue', () => {
  const slots = planSlots({ methods: ['ssr', 'baseline'], repeats: 2 }, 3)

  it('takes each problem by all methods, the baseline first, then the repeats', () => {
    expect(slots.map(({ problem, method, repeat }) => `${problem} ${method} ${repeat}`)).toEqual([
      '0 baseline 0',
      '0 ssr 0',
      '1 baseline 0',
      '1 ssr 0',
      '2 baseline 0',
      '2 ssr 0',
      '0 baseline 1',
      '0 ssr 1',
      '1 baseline 1',
      '1 ssr 1',
      '2 baseline 1',
      '2 ssr 1'
    ])
  })

  it('has what no attempt has settled', () => {
    expect(pendingSlots(slots, slots.slice(0, 11))).toEqual(slots.slice(11))
  })

  it('gives every attempt a seed that follows from what it is', () => {
    const benchmark = { kind: 'benchmark', seed: 7 } as const
    const seeds = slots.map((slot) => attemptSeed(benchmark, `p${slot.problem}`, slot))
    expect(new Set(seeds).size).toBe(slots.length)
    expect(attemptSeed(benchmark, 'p0', slots[0]!)).toBe(seeds[0])
    expect(attemptSeed({ ...benchmark, seed: 8 }, 'p0', slots[0]!)).not.toBe(seeds[0])
  })

  it('gives a single problem the seed that was asked for', () => {
    const solve = { kind: 'solve', seed: 7 } as const
    expect(slots.map((slot) => attemptSeed(solve, 'typed', slot))).toEqual(slots.map(() => 7))
  })
})
