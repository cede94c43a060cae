import { Command } from 'commander'
import { resolveBenchmark } from '../../../runs/find-run.ts'
import { readReport } from '../../../runs/run-report.ts'
import { printJson, printLines } from '../print.ts'
import { reportText } from '../report-text.ts'
import { runArgument } from '../run-argument.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours } from '../style.ts'

interface Flags {
  json?: boolean
  countFailures?: boolean
}

/** `tandem report`: the figures of a run, also while it goes on. */
export function reportCommand(context: RunContext): Command {
  return new Command('report')
    .description('accuracy, cost and differences of a run')
    .addArgument(runArgument())
    .option('--count-failures', 'count attempts that the engine failed as not right')
    .option('--json', 'print it as JSON')
    .action((name: string, { json, countFailures = false }: Flags) => {
      const { database } = context.runServices()
      const report = readReport(database, resolveBenchmark(database, name), { countFailures })
      if (json) printJson(report)
      else printLines(reportText(report, createStyle(showsColours(process.stdout))))
    })
}
