import { Command, Option } from 'commander'
import { readFile } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Judgement } from '../../../../core/answers/judge.ts'
import type { Policy } from '../../../../core/answers/terms.ts'
import { agreementByTier, agreementTable } from '../../../grading/agreement.ts'
import { gradeLines } from '../../../grading/grade-lines.ts'
import { Grader } from '../../../grading/grader.ts'
import { parseLines } from '../../../grading/grading-line.ts'
import { requireFile } from '../../../require-file.ts'
import { inWords } from '../../../system-errors.ts'

interface GradeOptions {
  readonly json?: boolean
  readonly policy: Policy
}

/**
 * `tandem grade FILE.jsonl`: are the answers of a file the same mathematics?
 *
 * Errors that the user can mend are thrown as UserError; the door prints them.
 *
 * @param output where verdicts go.
 * @param report where the table of agreement goes.
 */
export function gradeCommand(
  output: Writable = process.stdout,
  report: Writable = process.stderr
): Command {
  return new Command('grade')
    .description('compare answers with gold answers, line by line')
    .argument('<file>', 'JSONL with {"gold", "pred"} and optional kind, mode, expected, tier')
    .option('--json', 'print one verdict a line: {verdict, extracted, rule, reason}')
    .addOption(
      new Option('--policy <policy>', 'how strictly to compare')
        .choices(['strict', 'standard'])
        .default('standard')
    )
    .action(async (file: string, options: GradeOptions) => {
      requireFile(file)
      const lines = parseLines(await inWords(() => readFile(file, 'utf8')), file)
      const grader = new Grader({ policy: options.policy })
      try {
        const judgements = await gradeLines(lines, grader)
        const verdicts = options.json ? jsonLines(judgements) : [summary(judgements)]
        // Waits for a slow reader, so that a closed or full pipe loses no line.
        await pipeline(Readable.from(verdicts), output, { end: false })
        const agreement = agreementByTier(lines, judgements)
        if (agreement.length > 0) report.write(`${agreementTable(agreement)}\n`)
      } finally {
        await grader.close()
      }
    })
}

function jsonLines(judgements: readonly Judgement[]): string[] {
  return judgements.map(
    ({ verdict, extracted, rule, reason }) =>
      `${JSON.stringify({ verdict, extracted, rule, reason })}\n`
  )
}

function summary(judgements: readonly Judgement[]): string {
  const count = (verdict: Judgement['verdict']) =>
    judgements.filter((judgement) => judgement.verdict === verdict).length
  return `${judgements.length} lines: ${count('equal')} equal, ${count('different')} different, ${count('undecidable')} undecidable\n`
}
