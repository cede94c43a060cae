import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Language } from '../../../../shared/contract/settings.ts'
import { chartFiles } from '../../../export/chart-files.ts'
import { resolveBenchmark } from '../../../runs/find-run.ts'
import { readReport } from '../../../runs/run-report.ts'
import { UserError } from '../../../user-error.ts'
import { languageOption } from '../language-option.ts'
import { printJson, printLines } from '../print.ts'
import { reportText } from '../report-text.ts'
import { runArgument } from '../run-argument.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours } from '../style.ts'
import { writeOutput } from '../write-output.ts'

interface Flags {
  json?: boolean
  charts?: string
  language: Language
  countFailures?: boolean
}

/** `tandem report`: the figures of a run, also while it goes on. */
export function reportCommand(context: RunContext): Command {
  return new Command('report')
    .description('accuracy, cost and differences of a run')
    .addArgument(runArgument())
    .option('--count-failures', 'count attempts that the engine failed as not right')
    .option('--charts <folder>', 'write its charts there instead, each as an SVG file')
    .addOption(languageOption('of the charts'))
    .option('--json', 'print it as JSON')
    .action(async (name: string, { json, charts, language, countFailures = false }: Flags) => {
      const { database, now } = context.runServices()
      const run = resolveBenchmark(database, name)
      if (charts !== undefined) {
        return writeCharts(charts, chartFiles(database, run, { language, now: now() }))
      }
      const report = readReport(database, run, { countFailures })
      if (json) printJson(report)
      else printLines(reportText(report, createStyle(showsColours(process.stdout))))
    })
}

async function writeCharts(folder: string, files: ReturnType<typeof chartFiles>): Promise<void> {
  if (files.length === 0) {
    throw new UserError('This run has no charts yet.', 'Let it finish a few attempts first.')
  }
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of files) await writeOutput(join(folder, name), [text])
}
