import { everyCommand, type NamedCommand, type NamedOption } from '../command-tree.ts'
import { asWord, mayBeFile } from './places.ts'

/** The script for fish: a line for each thing that can stand somewhere. */
export function fish(root: NamedCommand, install: string): string {
  const lines = everyCommand(root).flatMap((command) => {
    const here = conditionOf(command)
    return [
      ...command.argumentChoices.map((choice) => `complete -c tandem -f ${here} -a ${choice}`),
      ...command.argumentNames.map(
        (things) => `complete -c tandem -f ${here} -a ${asWord(namesOf(things))}`
      ),
      ...command.commands.map(
        ({ words, description }) =>
          `complete -c tandem -f ${here} -a ${words.at(-1)!} -d ${asWord(description)}`
      ),
      ...command.options.map(
        (option) =>
          `complete -c tandem ${here} -l ${option.long.slice(2)}` +
          `${option.short === null ? '' : ` -s ${option.short.slice(1)}`}${valueOf(option)} -d ${asWord(option.description)}`
      )
    ]
  })
  return `# Completion of tandem for fish: ${install}
function __tandem_names
    tandem __names $argv -- (commandline -opc) 2>/dev/null </dev/null
end
${lines.join('\n')}
`
}

function valueOf({ choices, takesValue, takesSeveral, nameOf, ...option }: NamedOption): string {
  if (nameOf !== null) return ` ${mayBeFile(option) ? '-r' : '-x'} -a ${asWord(namesOf(nameOf))}`
  if (choices.length === 0) return takesValue ? ' -r' : ''
  return ` -x -a ${asWord(takesSeveral ? listOf(choices) : choices.join(' '))}`
}

function namesOf(things: string): string {
  return `(__tandem_names ${things})`
}

/** Of several, separated by commas, the last one is completed. */
function listOf(choices: readonly string[]): string {
  return `(__fish_complete_list , 'string split " " "${choices.join(' ')}"')`
}

function conditionOf({ words, commands }: NamedCommand): string {
  if (words.length === 0) return '-n __fish_use_subcommand'
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`)
  const inner = commands.map((command) => command.words.at(-1)!).join(' ')
  const notYet = inner === '' ? [] : [`not __fish_seen_subcommand_from ${inner}`]
  return `-n ${asWord([...seen, ...notYet].join('; and '))}`
}
