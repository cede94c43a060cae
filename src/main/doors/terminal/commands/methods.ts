import { Command } from 'commander'
import { METHODS } from '../../../../core/methods.ts'
import { printJson, printLines } from '../print.ts'
import { outputColumns } from '../terminal-size.ts'
import { pad, wrap } from '../wrap.ts'

/** Of a summary, however narrow the terminal is. */
const LEAST_COLUMNS = 20

/** `tandem methods`: what each method does. */
export function methodsCommand(): Command {
  return new Command('methods')
    .description('list the methods')
    .option('--json', 'print them as JSON')
    .action(({ json }: { json?: boolean }) => {
      const methods = Object.values(METHODS)
      const width = Math.max(...methods.map(({ name }) => name.length)) + 2
      if (json) return printJson(methods)
      const columns = Math.max(LEAST_COLUMNS, outputColumns() - width)
      printLines(
        methods.flatMap(({ name, summary }) =>
          wrap(summary, columns).map((line, index) => pad(index === 0 ? name : '', width) + line)
        )
      )
    })
}
