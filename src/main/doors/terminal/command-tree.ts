import type { Command, Option } from 'commander'
import type { NamedThing } from '../../actions/known-names.ts'
import { KnownNameArgument, KnownNameOption } from './completion/known-name.ts'
import { ListOption } from './completion/list-option.ts'

/** An option as help names it. */
export interface NamedOption {
  /** `--method`. */
  readonly long: string
  /** `-q`, where there is one. */
  readonly short: string | null
  /** `--method <name>`, as it stands in the help. */
  readonly flags: string
  readonly description: string
  /** The same with its values and what holds without it. */
  readonly help: string
  readonly takesValue: boolean
  /** What the value can be, where that is a list. */
  readonly choices: readonly string[]
  /** Whether it takes several of them, separated by commas. */
  readonly takesSeveral: boolean
  /** What the value is the name of, where only the data folder knows those. */
  readonly nameOf: NamedThing | null
}

/** A command with what can follow it: all that shells and manuals say about it comes from here. */
export interface NamedCommand {
  /** The words that lead to it, without the program's own: `['models', 'list']`. */
  readonly words: readonly string[]
  readonly description: string
  /** `solve [options] [problem]`. */
  readonly usage: string
  readonly options: readonly NamedOption[]
  /** What it is given, each as usage and help write it. */
  readonly arguments: readonly { readonly term: string; readonly description: string }[]
  /** What its arguments can be, where that is a list. */
  readonly argumentChoices: readonly string[]
  /** What its arguments are names of, where only the data folder knows those. */
  readonly argumentNames: readonly NamedThing[]
  readonly commands: readonly NamedCommand[]
}

/** The commands of a program as its help shows them; what help hides is hidden here, too. */
export function commandTree(command: Command, words: readonly string[] = []): NamedCommand {
  const help = command.createHelp()
  return {
    words,
    description: command.description(),
    usage: `${['tandem', ...words].join(' ')} ${command.usage()}`,
    options: help.visibleOptions(command).map((option) => ({
      ...namedOption(option),
      help: help.optionDescription(option)
    })),
    arguments: command.registeredArguments.map((argument) => ({
      term: help.argumentTerm(argument),
      description: help.argumentDescription(argument)
    })),
    argumentChoices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    argumentNames: command.registeredArguments.flatMap((argument) =>
      argument instanceof KnownNameArgument ? [argument.of] : []
    ),
    commands: help
      .visibleCommands(command)
      .filter((inner) => inner.name() !== 'help')
      .map((inner) => commandTree(inner, [...words, inner.name()]))
  }
}

/** The command and all below it, in the order of the help. */
export function everyCommand(command: NamedCommand): NamedCommand[] {
  return [command, ...command.commands.flatMap(everyCommand)]
}

function namedOption(option: Option): Omit<NamedOption, 'help'> {
  return {
    long: option.long ?? option.flags,
    short: option.short ?? null,
    flags: option.flags,
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    takesSeveral: option instanceof ListOption,
    nameOf: option instanceof KnownNameOption ? option.of : null
  }
}
