import { describe, expect, it } from 'vitest'
import { acceptanceRemark } from '../../../src/shared/acceptance-remark.ts'
import { emptyView, fold } from '../../../src/shared/fold.ts'
import { acceptanceOf } from '../../../src/shared/view.ts'
import { billLines } from '../../../src/main/doors/terminal/summary.ts'
import { createStyle } from '../../../src/main/doors/terminal/style.ts'
import { certainDigit, runScripted } from '../../helpers/solve-job.ts'

describe('the end of a run', () => {
  it('says that nearly every drafted step was rejected', () => {
    expect(acceptanceRemark({ judged: 40, acceptance: 0.025 })).toMatch(
      /^The target rejected 39 of 40 drafted steps/
    )
    expect(acceptanceRemark({ judged: 40, acceptance: 0.25 })).toBeNull()
  })

  it('says that none was', () => {
    expect(acceptanceRemark({ judged: 60, acceptance: 1 })).toMatch(/kept every one of 60/)
    expect(acceptanceRemark({ judged: 60, acceptance: 0.9 })).toBeNull()
  })

  it('says nothing of a few steps, nor where none was judged', () => {
    expect(acceptanceRemark({ judged: 6, acceptance: 0 })).toBeNull()
    expect(acceptanceRemark({ judged: 20, acceptance: 1 })).toBeNull()
    expect(acceptanceRemark({ judged: 0, acceptance: null })).toBeNull()
  })

  it('stands below the bill of an attempt whose target rejects everything', async () => {
    const steps = (scored: number) =>
      runScripted({
        options: { paths: 3 },
        draft: {
          write: ({ text }) => (text.split('\n\n').length < 8 ? 'A step.\n\n' : '\\boxed{1}')
        },
        target: {
          write: ({ text }) =>
            text.split('\n\n').length < 8 ? `Step ${text.length}.\n\n` : '\\boxed{1}',
          choices: ({ turn, continuations }) =>
            turn === null ? continuations.map(() => 0.2) : certainDigit(scored)
        }
      })
    const { events } = await steps(1)
    const view = events.reduce(fold, emptyView())
    expect(acceptanceOf(view.paths).acceptance).toBe(0)
    expect(billLines(view, createStyle(false)).at(-1)).toMatch(/^The target rejected \d+ of \d+/)
  })
})
