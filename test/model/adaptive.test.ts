import { expect, it } from 'vitest'
import { totalUsage } from '../../src/shared/cost.ts'
import { bundledProgram } from '../helpers/bundled-program.ts'

const program = bundledProgram()

it.each(['eco', 'balanced'] as const)(
  'lets the target of the bundled pair sleep where the draft is sure, and wakes it elsewhere: %s',
  async (effort) => {
    const problems = await program.problems('school', 6)
    const texts = problems.map(({ text }) => text)
    const views = await program.solve(texts, 'ssr-adaptive', { effort, seed: 3 })
    expect(views.map(({ outcome }) => outcome)).toEqual(views.map(() => 'answered'))
    const spent = views.map(({ cost }) => {
      const { prefilled, decoded } = totalUsage(cost.target)
      return prefilled + decoded
    })
    const asleep = views.filter((_, index) => spent[index] === 0)
    const awake = views.filter((_, index) => spent[index]! > 0)
    expect(asleep.length, `target tokens ${spent.join(', ')}`).toBeGreaterThan(0)
    expect(awake.length, `target tokens ${spent.join(', ')}`).toBeGreaterThan(0)
    for (const { paths, decisions } of asleep) {
      expect(paths.map(({ writer }) => writer)).toEqual(['draft'])
      expect(decisions[0]).toMatch(/^The target is not woken/)
    }
    for (const { paths, decisions, votes } of awake) {
      expect(decisions[0]).toMatch(/^The target is asked/)
      // What the draft was not sure of has no vote.
      const voting = votes.flatMap(({ paths: ids }) => ids.map((id) => paths[id]!.writer))
      expect(new Set(voting)).toEqual(new Set(['draft-and-target']))
    }
  }
)
