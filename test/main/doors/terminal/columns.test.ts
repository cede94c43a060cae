import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { pathColumns } from '../../../../src/main/doors/terminal/columns.ts'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'
import {
  billLines,
  selectionLines,
  answerLines
} from '../../../../src/main/doors/terminal/summary.ts'
import { visibleWidth } from '../../../../src/main/doors/terminal/wrap.ts'
import type { SolveOptions } from '../../../../src/shared/options.ts'
import { certainDigit, runScripted, strategyOf } from '../../../helpers/solve-job.ts'

const plain = createStyle(false)

/** An attempt in which the second path's first step is rewritten. */
async function attempt(options: Partial<SolveOptions> = {}) {
  return (
    await runScripted({
      options: { paths: 3, exact: true, ...options },
      draft: {
        write: (moment) =>
          moment.text === ''
            ? `${strategyOf(moment) === 'green' ? 'A wrong' : 'A good'} first step.\n\n`
            : 'The answer is \\boxed{42}.\n\n'
      },
      target: {
        write: () => 'A better step.\n\n',
        choices: ({ turn, text, continuations }) =>
          turn === null
            ? continuations.map((_, index) => 0.4 - index / 10)
            : certainDigit(text.includes('wrong') ? 2 : 8)
      }
    })
  ).view
}

describe('the paths of an attempt in a terminal', () => {
  it('stand side by side, each step marked by its author and its score', async () => {
    const lines = pathColumns(await attempt(), 90, null, plain)
    expect(lines[0]).toMatch(/^Path 1: red +Path 2: green +Path 3: blue$/)
    expect(lines.join('\n')).toContain('D A good first step. [8.0]')
    expect(lines.join('\n')).toContain('T A better step.')
    expect(lines.join('\n')).toMatch(/draft scored 2\.0: A wrong/)
  })

  it('have scores with the decimals of their scorer', async () => {
    const lines = pathColumns(
      await attempt({ scorer: 'p-accept', threshold: 0.5 }),
      90,
      null,
      plain
    )
    expect(lines.join('\n')).toMatch(/D A good first step\. \[[01]\.\d\d\]/)
  })

  it('say which scores lie too close to the threshold to be sure of', async () => {
    const { view } = await runScripted({
      options: { paths: 2, exact: true },
      draft: {
        write: (moment) =>
          moment.text !== ''
            ? 'The answer is \\boxed{42}.\n\n'
            : strategyOf(moment) === 'green'
              ? 'A step.\n\n'
              : 'One more.\n\n'
      },
      target: {
        write: () => 'A better step.\n\n',
        choices: ({ turn, text, continuations }) =>
          turn === null
            ? continuations.map((_, index) => 0.4 - index / 10)
            : continuations.map((digit) =>
                text.includes('A step') ? near(digit, '2', '3', 0.9) : near(digit, '5', '6', 0.9)
              )
      }
    })
    const lines = pathColumns(view, 90, null, plain).join('\n')
    expect(lines).toContain('D One more. [5.1, near]')
    expect(lines).toContain('draft scored 2.1: A step.')
  })

  it.each([20, 40, 80, 200])('fit into %d columns', async (width) => {
    const lines = pathColumns(await attempt(), width, null, createStyle(true))
    expect(Math.max(...lines.map(visibleWidth))).toBeLessThanOrEqual(Math.max(width, 24))
  })

  it('keep only the newest lines where the height is limited', async () => {
    const lines = pathColumns(await attempt(), 90, 2, plain)
    expect(lines).toHaveLength(4)
    expect(lines.join('\n')).toContain('boxed{42}')
    expect(lines.join('\n')).not.toContain('A good first step')
  })

  it('name an author by a mark where there is no colour', async () => {
    const view = await attempt()
    const strip = (lines: string[]) => stripVTControlCharacters(lines.join('\n'))
    expect(strip(pathColumns(view, 90, null, createStyle(true)))).toBe(
      pathColumns(view, 90, null, plain).join('\n')
    )
  })
})

describe('the summary', () => {
  it('shows the strategies, the vote and the bill', async () => {
    const view = await attempt()
    expect(selectionLines(view, plain)).toEqual([
      'Strategies: [red 40 %]  [green 30 %]  [blue 20 %]  grey 10 %'
    ])
    expect(answerLines(view, plain)).toEqual(['Vote: 42 (paths 1, 2, 3)', 'Answer: 42'])
    const bill = billLines(view, plain).join('\n')
    expect(bill).toMatch(
      /Cost against the estimated baseline: gamma [\d.]+× .*gammaDecode −\d+\u202f%/
    )
    expect(bill).toMatch(/^Time: \d+ ms {2}/m)
    expect(bill).toMatch(/Acceptance: 83 %/)
    expect(bill).toMatch(/target .*score \d+, select \d+/)
  })

  it('says plainly why there is no answer', async () => {
    const { view } = await runScripted({
      options: { method: 'baseline', maxTokens: 5 },
      target: { write: ({ text }) => (text.includes('boxed') ? '' : `word ${text.length}\n\n`) }
    })
    expect(answerLines(view, plain)).toEqual(['No answer. No path came to an answer.'])
  })
})

/** The probability of a digit where one has so much of it and another the rest. */
function near(digit: string, most: string, rest: string, share: number): number {
  return digit === most ? share : digit === rest ? 1 - share : 0
}
