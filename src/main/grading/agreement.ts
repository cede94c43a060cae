import type { Judgement } from '../../core/answers/judge.ts'
import type { GradingLine } from './grading-line.ts'

/** How judgements agree with what was expected, over the lines of one kind and tier. */
export interface Agreement {
  readonly kind: string
  readonly tier: string
  readonly lines: number
  readonly right: number
  /** Judged equal where that was wrong: the worse of the two errors. */
  readonly falseRight: number
  readonly falseWrong: number
  readonly undecidable: number
}

/** Counts agreement by kind and tier, over the lines that say what is expected. */
export function agreementByTier(
  lines: readonly GradingLine[],
  judgements: readonly Judgement[]
): Agreement[] {
  const groups = new Map<string, Agreement>()
  for (const [at, line] of lines.entries()) {
    const judgement = judgements[at]
    if (line.expected === undefined || !judgement) continue
    const key = `${line.kind} ${line.tier}`
    const group = groups.get(key) ?? {
      kind: line.kind,
      tier: line.tier,
      lines: 0,
      right: 0,
      falseRight: 0,
      falseWrong: 0,
      undecidable: 0
    }
    // Where a text is expected, the judgement already says whether it was found.
    const expected = typeof line.expected === 'boolean' ? line.expected : true
    const isEqual = judgement.equality === 'equal'
    groups.set(key, {
      ...group,
      lines: group.lines + 1,
      right: group.right + Number(isEqual === expected),
      falseRight: group.falseRight + Number(isEqual && !expected),
      falseWrong: group.falseWrong + Number(!isEqual && expected),
      undecidable: group.undecidable + Number(judgement.equality === 'undecidable')
    })
  }
  return [...groups.values()].sort(
    (a, b) => a.kind.localeCompare(b.kind) || a.tier.localeCompare(b.tier)
  )
}

const header = ['kind', 'tier', 'lines', 'right', '', 'false right', 'false wrong', 'undecidable']

/** The counts as a table of text. */
export function agreementTable(groups: readonly Agreement[]): string {
  const rows = groups.map((group) => [
    group.kind,
    group.tier,
    String(group.lines),
    String(group.right),
    `${((100 * group.right) / group.lines).toFixed(1)} %`,
    String(group.falseRight),
    String(group.falseWrong),
    String(group.undecidable)
  ])
  const all = [header, ...rows]
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
        )
        .join('  ')
        .trimEnd()
    )
    .join('\n')
}
