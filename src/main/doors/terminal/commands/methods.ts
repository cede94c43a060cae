import { Command } from 'commander'
import { METHODS } from '../../../../core/methods.ts'
import { pad } from '../wrap.ts'

/** `tandem methods`: what each method does. */
export function methodsCommand(): Command {
  return new Command('methods')
    .description('list the methods')
    .option('--json', 'print them as JSON')
    .action(({ json }: { json?: boolean }) => {
      const methods = Object.values(METHODS)
      const width = Math.max(...methods.map(({ name }) => name.length)) + 2
      const text = methods.map(({ name, summary }) => `${pad(name, width)}${summary}`).join('\n')
      process.stdout.write(`${json ? JSON.stringify(methods, null, 2) : text}\n`)
    })
}
