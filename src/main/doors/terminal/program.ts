import { Command } from 'commander'
import { VERSION } from '../../version.ts'
import { demoCommand } from './commands/demo.ts'
import { gradeCommand } from './commands/grade.ts'
import { methodsCommand } from './commands/methods.ts'
import { setsCommand } from './commands/sets.ts'
import { solveCommand } from './commands/solve.ts'
import type { SolveContext } from './solve-context.ts'

/**
 * The whole command line. Services are created when a command first needs one, so that help and mistakes cost
 * nothing.
 */
export function createProgram(open: (dataDir: string | undefined) => SolveContext): Command {
  const program = new Command('tandem')
    .description('A small and a large language model solve mathematics together, on this machine.')
    .version(VERSION)
    .option(
      '--data-dir <folder>',
      "where your data lives (default: TANDEM_DATA, or the system's usual place)"
    )
    .addHelpText(
      'after',
      '\nTry:\n  tandem demo\n  tandem solve "A pen costs $3 and a book $12. What do 4 pens and 2 books cost?"'
    )
    .exitOverride()
  const services = () => open(program.opts<{ dataDir?: string }>().dataDir)
  const context: SolveContext = {
    get definitions() {
      return services().definitions
    },
    get engine() {
      return services().engine
    },
    get problemSets() {
      return services().problemSets
    },
    get bundledPair() {
      return services().bundledPair
    }
  }
  for (const command of [
    demoCommand(context),
    solveCommand(context),
    methodsCommand(),
    setsCommand(),
    gradeCommand()
  ]) {
    program.addCommand(command.exitOverride())
  }
  return program
}
