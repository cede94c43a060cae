import { Command, Option } from 'commander'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ANSWER_KINDS } from '../../../../core/answer-kinds/registry.ts'
import type { Judgement } from '../../../../core/answers/judge.ts'
import type { Policy } from '../../../../core/answers/terms.ts'
import { counted } from '../../../../shared/counted.ts'
import { agreementByTier, agreementTable } from '../../../grading/agreement.ts'
import { gradeLines, isUnparsed } from '../../../grading/grade-lines.ts'
import { Grader } from '../../../grading/grader.ts'
import type { GradingLine } from '../../../grading/grading-line.ts'
import { outputsOfFile } from '../../../grading/outputs-of-file.ts'
import type { StoredOutputs } from '../../../grading/read-outputs.ts'
import { requireFile } from '../../../require-file.ts'
import { withInterrupt } from '../interrupt.ts'
import { jsonText } from '../print.ts'

interface GradeOptions {
  readonly json?: boolean
  readonly policy: Policy
  readonly answers?: string
}

/**
 * `tandem grade FILE.jsonl`: are the answers of a file the same mathematics?
 *
 * Errors that the user can mend are thrown as UserError; the door prints them.
 *
 * @param output where judgements go.
 * @param report where the table of agreement goes.
 */
export function gradeCommand(
  output: Writable = process.stdout,
  report: Writable = process.stderr
): Command {
  return new Command('grade')
    .description('compare answers with gold answers, line by line')
    .argument(
      '<file>',
      'JSONL with {"gold", "pred"} and optional kind, mode, expected, tier; or what lm-evaluation-harness, lighteval or Inspect stored'
    )
    .option('--json', 'print one judgement a line: {verdict, extracted, rule, reason}')
    .addOption(
      new Option('--policy <policy>', 'how strictly to compare')
        .choices(['strict', 'standard'])
        .default('standard')
    )
    .addOption(
      new Option('--answers <kind>', 'what the answers are, where a line does not say it').choices(
        ANSWER_KINDS.map(({ name }) => name)
      )
    )
    .action(async (file: string, options: GradeOptions) => {
      requireFile(file)
      const { lines, ...source } = await withInterrupt((signal) =>
        readLines(file, options.answers, signal)
      )
      const grader = new Grader({ policy: options.policy })
      try {
        const judgements = await gradeLines(lines, grader)
        const text = options.json ? jsonLines(judgements) : [summary(lines, judgements, source)]
        // Waits for a slow reader, so that a closed or full pipe loses no line.
        await pipeline(Readable.from(text), output, { end: false })
        const agreement = agreementByTier(lines, judgements)
        if (agreement.length > 0) report.write(`${agreementTable(agreement)}\n`)
      } finally {
        await grader.close()
      }
    })
}

async function readLines(
  file: string,
  answerKind: string | undefined,
  signal: AbortSignal
): Promise<StoredOutputs> {
  const found = await outputsOfFile(file, signal)
  const lines = found.lines.map((line) => ({ ...line, answerKind: line.answerKind ?? answerKind }))
  return { ...found, lines }
}

function jsonLines(judgements: readonly Judgement[]): string[] {
  return judgements.map(
    ({ equality, extracted, rule, reason }) =>
      `${jsonText({ verdict: equality, extracted, rule, reason })}\n`
  )
}

/** An output that states no answer is counted apart from one whose answer is wrong. */
function summary(
  lines: readonly GradingLine[],
  judgements: readonly Judgement[],
  { tool, leftOut }: Omit<StoredOutputs, 'lines'>
): string {
  const count = (equality: Judgement['equality']) =>
    judgements.filter((judgement) => judgement.equality === equality).length
  const unparsed = judgements.filter((judgement, at) => isUnparsed(lines[at]!, judgement)).length
  const [equal, different, undecidable] = [
    count('equal'),
    count('different') - unparsed,
    count('undecidable')
  ]
  const apart = unparsed > 0 || tool !== null ? `, ${unparsed} unparsed` : ''
  const numbers =
    tool === null
      ? `${counted(lines.length, 'line')}: ${equal} equal, ${different} different${apart}, ${undecidable} undecidable`
      : `${counted(lines.length, 'output')} (${tool}): ${equal} right, ${different} wrong${apart}, ${undecidable} undecidable`
  const rest =
    leftOut > 0 ? `; ${counted(leftOut, 'record')} without a gold answer or an output left out` : ''
  return `${numbers}${rest}\n`
}
