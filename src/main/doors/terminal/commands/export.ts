import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command, Option } from 'commander'
import type { Language } from '../../../../shared/contract/settings.ts'
import { importRunFile } from '../../../actions/import-run.ts'
import { exportRun } from '../../../actions/export-run.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../../../export/export-run.ts'
import { withInterrupt } from '../interrupt.ts'
import { languageOption } from '../language-option.ts'
import { printJson, printLines } from '../print.ts'
import { clearProgress, readingProgress } from '../reading-progress.ts'
import { runArgument } from '../run-argument.ts'
import type { RunContext } from '../run-context.ts'
import { writeOutput } from '../write-output.ts'

interface Flags {
  format: ExportFormat | 'raw'
  language: Language
  output?: string
  json?: boolean
}

/** `tandem export`: a run for other programs, for people, or for another Tandem. */
export function exportCommand(context: RunContext): Command {
  return new Command('export')
    .description('print a run as JSON, JSON Lines, CSV, Markdown or a one-file HTML report')
    .addArgument(runArgument())
    .addOption(
      new Option(
        '--format <name>',
        'json can be imported again; raw is what the store holds, of a run that cannot be read'
      )
        .choices([...EXPORT_FORMATS, 'raw'])
        .default('json')
    )
    .addOption(languageOption('of an HTML report'))
    .option('-o, --output <file>', 'write it to a file')
    .option('--json', 'the same as --format json')
    .action(async (name: string, { format, language, output, json }: Flags) => {
      const wanted = json ? 'json' : format
      const pieces = exportRun(context.runServices(), name, wanted, language).pieces()
      if (output === undefined) {
        const shown = process.stdout.isTTY ? pieces : bytesOf(pieces)
        return pipeline(Readable.from(shown), process.stdout, { end: false })
      }
      return writeOutput(output, pieces)
    })
}

/** What is not shown but goes into a file or a program stays as it is to the last byte. */
function* bytesOf(pieces: Iterable<string>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}

/** `tandem import-run`: an exported run, back into a store. */
export function importRunCommand(context: RunContext): Command {
  return new Command('import-run')
    .description('bring back a run that was exported as JSON')
    .argument('<file>')
    .option('--json', 'print its id as JSON')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const run = await withInterrupt((signal) =>
        importRunFile(context.runServices(), file, {
          signal,
          onProgress: readingProgress(process.stderr, 'attempts')
        })
      ).finally(() => clearProgress(process.stderr))
      if (json) printJson({ run })
      else printLines([`Imported ${run}.`])
    })
}
