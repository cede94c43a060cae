import { Argument, Command } from 'commander'
import { knownNames, NAMED_THINGS, type NamedThing } from '../../../actions/known-names.ts'
import { dataFolderIn } from '../completion/data-folder.ts'
import { printLines } from '../print.ts'
import type { RunContext } from '../run-context.ts'

/**
 * `tandem __names`: what a shell offers while a line is typed, a name a line. It reads and changes nothing.
 *
 * @param open the services, given the data folder that the line names
 */
export function namesCommand(open: (dataDir: string | undefined) => RunContext): Command {
  return new Command('__names')
    .addArgument(new Argument('<things>').choices(NAMED_THINGS))
    .argument('[line...]', 'the words that stand there so far')
    .action(async (things: NamedThing, line: readonly string[]) => {
      printLines(await knownNames(things, open(dataFolderIn(line)), line))
    })
}
