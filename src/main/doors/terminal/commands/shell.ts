import { Argument, Command } from 'commander'
import { VERSION } from '../../../version.ts'
import { commandTree } from '../command-tree.ts'
import { completionScript, SHELLS, type Shell } from '../completion/completion-script.ts'
import { manPage } from '../man-page.ts'

/** What is asked of the command itself, in the order of the help. */
export function shellCommands(): readonly Command[] {
  return [completionCommand(), manCommand()]
}

/** `tandem completion`: a script for the user's shell, made from the commands as they are. */
function completionCommand(): Command {
  const hints = Object.values(SHELLS).map(({ install }) => `  ${install}`)
  const ofProject = Object.values(SHELLS).map(({ ofProject }) => `  ${ofProject}`)
  return new Command('completion')
    .description('print a script that lets your shell complete commands and options')
    .addArgument(new Argument('<shell>').choices(Object.keys(SHELLS)))
    .addHelpText(
      'after',
      `\nFor this session, or for good in the file that your shell reads:\n${hints.join('\n')}\n\n` +
        'Shells complete a command by its first word. Where you run it as "npx tandem", in the folder of a project,\n' +
        `give it a name of its own first:\n${ofProject.join('\n')}`
    )
    .action((shell: Shell, _options, command: Command) => {
      process.stdout.write(completionScript(shell, commandTree(command.parent!)))
    })
}

/** `tandem man`: the manual page. */
function manCommand(): Command {
  return new Command('man')
    .description('print the manual page')
    .addHelpText('after', '\nTo read it:\n  tandem man > tandem.1 && man ./tandem.1')
    .action((_options, command: Command) => {
      process.stdout.write(manPage(commandTree(command.parent!), VERSION))
    })
}
