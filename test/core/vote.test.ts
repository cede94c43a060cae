import { describe, expect, it } from 'vitest'
import { probabilityOfLead, reasonToStop } from '../../src/core/stop.ts'
import { vote, type Ballot } from '../../src/core/vote.ts'

function ballot(path: number, answer: string, rest: Partial<Ballot> = {}): Ballot {
  return { path, answer, forced: false, meanScore: null, evidence: null, ...rest }
}

describe('the vote', () => {
  it('groups answers that are the same number, not the same string', () => {
    const { votes, answer } = vote([ballot(0, '12'), ballot(1, '7'), ballot(2, '12.0')], 'count')
    expect(votes).toEqual([
      { answer: '12', paths: [0, 2], weight: 2 },
      { answer: '7', paths: [1], weight: 1 }
    ])
    expect(answer).toBe('12')
  })

  it.each([
    ['text', 'The Nile', 'nile.', 'Amazon'],
    ['exact-text', 'x = 1', 'x = 1', '1'],
    ['json', '{"a": 1, "b": 2}', '{"b":2,"a":1}', '{"a": 1}'],
    ['yes-no', 'True', 'yes', 'no'],
    ['pattern', 'Mount Etna', 'mount etna', 'Vesuvius'],
    ['choice', '(B)', 'B', 'C'],
    ['of a later version', '1/2', '0.5', '2']
  ])('groups answers that are the same %s', (answerKind, answer, same, other) => {
    const ballots = [other, answer, same].map((text, path) => ballot(path, text, { answerKind }))
    expect(vote(ballots, 'count').votes).toEqual([
      { answer, paths: [1, 2], weight: 2 },
      { answer: other, paths: [0], weight: 1 }
    ])
  })

  it('elects nobody where nobody votes', () => {
    expect(vote([], 'count')).toEqual({ votes: [], answer: null, tie: null })
  })

  it('weighs by mean score where asked', () => {
    const ballots = [
      ballot(0, '1', { meanScore: 0.2 }),
      ballot(1, '1', { meanScore: 0.3 }),
      ballot(2, '2', { meanScore: 0.9 })
    ]
    expect(vote(ballots, 'count').answer).toBe('1')
    expect(vote(ballots, 'score').answer).toBe('2')
  })

  it('weighs by evidence squared where asked; what is not known weighs a quarter', () => {
    const ballots = [
      ballot(0, '1', { evidence: 0.6 }),
      ballot(1, '1', { evidence: 0.5 }),
      ballot(2, '2', { evidence: 0.9 }),
      ballot(3, '3')
    ]
    const { answer, votes } = vote(ballots, 'evidence')
    expect(answer).toBe('2')
    expect(votes.map(({ weight }) => weight)).toEqual([0.81, 0.61, 0.25])
  })

  it('breaks a tie by the answers that were not forced', () => {
    const result = vote([ballot(0, '1', { forced: true }), ballot(1, '2')], 'count')
    expect(result).toMatchObject({ answer: '2', tie: 'unforced' })
  })

  it('then by the lowest path, whatever the scores of the drafts that stood', () => {
    const ballots = [ballot(3, '1', { meanScore: 0.9 }), ballot(1, '2', { meanScore: 0.8 })]
    expect(vote(ballots, 'count')).toMatchObject({ answer: '2', tie: 'lowest-path' })
  })
})

describe('the stop rule', () => {
  const standing = (answers: string[], open: number) => ({
    ballots: answers.map((answer, path) => ballot(path, answer)),
    open: Array.from({ length: open }, () => 1),
    weight: 'count' as const
  })

  it('all never stops', () => {
    expect(reasonToStop('all', standing(['1', '1', '1'], 1))).toBeNull()
  })

  it('first does not count a forced answer', () => {
    const forced = {
      ballots: [ballot(0, '1', { forced: true })],
      open: [1],
      weight: 'count' as const
    }
    expect(reasonToStop('first', forced)).toBeNull()
    expect(reasonToStop('first', standing(['1'], 1))).not.toBeNull()
  })

  it('agree-2 waits for two equal answers', () => {
    expect(reasonToStop('agree-2', standing(['1', '2'], 3))).toBeNull()
    expect(reasonToStop('agree-2', standing(['1', '2', '1.0'], 2))).toMatch(/agree on 1/)
  })

  it('decided counts what each open path can still weigh', () => {
    const two = { ballots: [ballot(0, '1', { evidence: 0.8 }), ballot(1, '2', { evidence: 0.4 })] }
    const weighed = { ...two, weight: 'evidence' as const }
    expect(reasonToStop('decided', { ...weighed, open: [0.2, 0.2] })).toMatch(/cannot be overtaken/)
    expect(reasonToStop('decided', { ...weighed, open: [0.2, 0.3] })).toBeNull()
  })

  it.each([
    [['1', '1'], 1, true],
    [['1'], 1, false],
    [['1', '1', '2'], 1, false],
    [['1', '1', '1', '2'], 1, true]
  ])('decided with %j and %d open: %j', (answers, open, decided) => {
    expect(reasonToStop('decided', standing(answers, open)) !== null).toBe(decided)
  })
})

describe('the Beta rule of Adaptive-Consistency', () => {
  it('is the tail of the Beta posterior', () => {
    // P(p > 1/2) under Beta(a + 1, 1) is 1 - 2^-(a + 1); under Beta(a + 1, a + 1) it is 1/2.
    expect(probabilityOfLead(3, 0)).toBeCloseTo(1 - 1 / 16)
    expect(probabilityOfLead(2, 2)).toBeCloseTo(1 / 2)
    // Beta(3, 2): 1 - I_{1/2}(3, 2) = 1 - 5/16.
    expect(probabilityOfLead(2, 1)).toBeCloseTo(11 / 16)
  })

  it('takes weights as well as counts', () => {
    // Beta(a + 1, 1) has the distribution function x^(a + 1).
    expect(probabilityOfLead(0.5, 0)).toBeCloseTo(1 - 0.5 ** 1.5)
    expect(probabilityOfLead(0.7, 0.7)).toBeCloseTo(0.5)
  })
})
