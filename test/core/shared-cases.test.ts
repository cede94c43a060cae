import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { decide, likelihoodOf } from '../../src/core/score.ts'
import { vote } from '../../src/core/vote.ts'
import type { Moment } from '../helpers/scripted-model.ts'
import { runScripted, strategyOf } from '../helpers/solve-job.ts'

/** The cases that hold the short form of the methods in training/ to these, too (training/tests/test_methods.py). */
interface Cases {
  readonly votes: readonly { answers: readonly (string | null)[]; elected: string | null }[]
  readonly scores: readonly {
    probabilities: readonly number[]
    score: number
    threshold: number
    stands: boolean
  }[]
  readonly ssr: readonly {
    threshold: number
    paths: readonly {
      strategy: string
      steps: readonly { draft: string; least: number; target?: string }[]
      text: string
      drafted: number
      rewritten: number
      answer: string
    }[]
    answer: string
  }[]
}

const { votes, scores, ssr } = JSON.parse(
  readFileSync(new URL('../fixtures/methods/cases.json', import.meta.url), 'utf8')
) as Cases

it.each(votes)('elects $elected of $answers', ({ answers, elected }) => {
  const ballots = answers.flatMap((answer, path) =>
    answer === null ? [] : [{ path, answer, forced: false, meanScore: null, evidence: null }]
  )
  expect(vote(ballots, 'count').answer).toBe(elected)
})

it.each(scores)(
  'scores a step of tokens with $probabilities at $score',
  ({ probabilities, score, threshold, stands }) => {
    expect(9 * likelihoodOf(probabilities).min).toBeCloseTo(score, 10)
    expect(decide(score, threshold)).toBe(stands ? 'accepted' : 'rewritten')
  }
)

it.each(ssr)('drafts, scores and rewrites at a threshold of $threshold', async (wanted) => {
  function step(moment: Moment) {
    const path = wanted.paths.find(({ strategy }) => strategy === strategyOf(moment))
    return path!.steps[moment.text.split('\n\n').length - 1]!
  }
  const { view } = await runScripted({
    options: {
      method: 'ssr',
      paths: wanted.paths.length,
      scorer: 'likelihood',
      threshold: wanted.threshold
    },
    draft: { write: (moment) => step(moment).draft },
    target: {
      write: (moment) => step(moment).target!,
      probability: (moment) => step(moment).least
    }
  })
  expect(view.answer).toBe(wanted.answer)
  expect(
    view.paths.map(({ steps, answer }) => ({
      text: steps.map(({ text }) => text).join(''),
      drafted: steps.length,
      rewritten: steps.filter(({ author }) => author === 'target').length,
      answer
    }))
  ).toEqual(
    wanted.paths.map(({ text, drafted, rewritten, answer }) => ({
      text,
      drafted,
      rewritten,
      answer
    }))
  )
})
