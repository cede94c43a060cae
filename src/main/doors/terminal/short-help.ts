import { type Command, Help, Option } from 'commander'
import { UserError } from '../../user-error.ts'

/**
 * Lets the help of a command with many options name those that one needs; `--help --all` names every one, as the manual
 * and the completions always do.
 *
 * @param needed their long flags
 */
export function withShortHelp(command: Command, needed: readonly `--${string}`[]): Command {
  return command
    .addOption(new Option('--all').hideHelp())
    .hook('preAction', (running) => {
      if (running.opts<{ all?: boolean }>().all === true) {
        throw new UserError('--all goes with --help.')
      }
    })
    .configureHelp({
      formatHelp(asked, helper) {
        if (asked.opts<{ all?: boolean }>().all === true) return whole(asked, helper)
        const short = Object.create(helper) as Help
        short.visibleOptions = (one) =>
          helper
            .visibleOptions(one)
            .filter(({ long }) => long === '--help' || needed.some((name) => name === long))
        const left = helper.visibleOptions(asked).length - short.visibleOptions(asked).length
        return `${whole(asked, short)}\n${left} more options: tandem ${asked.name()} --help --all\n`
      }
    })
}

function whole(command: Command, helper: Help): string {
  return Help.prototype.formatHelp.call(helper, command, helper)
}
