import { expect, it } from 'vitest'
import {
  confidenceDocument,
  confidenceLines
} from '../../../../src/main/doors/terminal/confidence-text.ts'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'
import type { AttemptEvent } from '../../../../src/shared/events.ts'
import { emptyView, fold } from '../../../../src/shared/fold.ts'
import { writeReading } from '../../../../src/shared/token-reading.ts'

const plain = createStyle(false)
const HOW = { stop: 'delimiter', ms: 1, confidence: null } as const

function reading(...tokens: readonly [characters: number, probability: number][]) {
  return writeReading(tokens.map(([characters, probability]) => ({ characters, probability })))
}

function viewOf(...events: readonly AttemptEvent[]) {
  return events.reduce(fold, emptyView())
}

const opened: AttemptEvent = {
  type: 'path-opened',
  path: 0,
  strategy: null,
  writer: 'draft-and-target',
  cost: []
}

/** "6*7=48" is the draft's; the target keeps its first four characters and goes on with "42". */
const rewritten = viewOf(
  opened,
  {
    ...{ type: 'step-drafted', path: 0, step: 0, text: '6*7=48', tokens: 2, cost: [], ...HOW },
    reading: reading([4, 0.99], [2, 0.6])
  },
  {
    ...{ type: 'step-scored', path: 0, step: 0, score: 1, evidence: null, cost: [] },
    reading: reading([4, 0.97], [2, 0.03])
  },
  {
    ...{ type: 'step-rewritten', path: 0, step: 0, text: '6*7=42', tokens: 2, cost: [], ...HOW },
    ...{ kept: 4, keptTokens: 1, reading: reading([4, 0.99], [2, 0.75]) }
  }
)

it('tells of each token that was not almost certain what both models made of it, and where the target went on', () => {
  expect(confidenceLines(rewritten, 80, plain).slice(0, 5)).toEqual([
    'Path 1, step 1: rejected draft',
    expect.stringMatching(/^6\*7=48‹T 3 % D (59|60|61) %›$/),
    '',
    'Path 1, step 1: draft up to |, then target',
    expect.stringMatching(/^6\*7=\|42‹T (74|75|76) %›$/)
  ])
})

it('tells other programs of every token', () => {
  const [draft, stands] = confidenceDocument(rewritten)
  expect(draft).toMatchObject({ path: 0, step: 0, author: 'draft', rejected: true })
  expect(draft!.tokens.map(({ text }) => text)).toEqual(['6*7=', '48'])
  expect(draft!.tokens[1]!.target).toBeCloseTo(0.03, 2)
  expect(draft!.tokens[1]!.draft).toBeCloseTo(0.6, 1)
  expect(stands).toMatchObject({ author: 'target', rejected: false, kept: 4 })
  expect(stands!.tokens[1]).toMatchObject({ text: '42', draft: null })
})

it('says so where it is not stored', () => {
  const step = { path: 0, step: 0, text: 'Hm.', tokens: 1, reading: null, cost: [] }
  const old = viewOf(opened, { type: 'step-drafted', ...HOW, ...step })
  expect(confidenceLines(old, 80, plain)).toEqual(['How probable its tokens were is not stored.'])
})
