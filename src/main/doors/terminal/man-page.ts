import { everyCommand, type NamedCommand } from './command-tree.ts'

/** The manual of the program in the language of `man` (roff), from its commands. */
export function manPage(root: NamedCommand, version: string): string {
  const [, ...commands] = everyCommand(root)
  return [
    `.TH TANDEM 1 "" "Tandem ${version}" "User Commands"`,
    '.SH NAME',
    `tandem \\- ${escaped(root.description)}`,
    '.SH SYNOPSIS',
    `.B ${escaped(root.usage)}`,
    '.SH OPTIONS',
    ...optionsOf(root),
    '.SH COMMANDS',
    ...commands.flatMap((command) => [
      '.SS',
      escaped(command.usage),
      '.PP',
      escaped(command.description),
      ...argumentsOf(command),
      ...optionsOf(command)
    ]),
    '.SH EXIT STATUS',
    '0 answered, 1 no answer or failed, 2 bad use, 130 stopped.',
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, meaning]) => entry(name, meaning)),
    ''
  ].join('\n')
}

const ENVIRONMENT = [
  ['TANDEM_DATA', 'where your data lives, unless --data-dir says so'],
  ['NO_COLOR', 'where it is set, nothing is coloured']
] as const

/** Those of which there is something to say beside their name, which usage has. */
function argumentsOf({ arguments: given }: NamedCommand): string[] {
  return given
    .filter(({ description }) => description !== '')
    .flatMap(({ term, description }) => entry(term, description))
}

function optionsOf({ options }: NamedCommand): string[] {
  return options.flatMap(({ flags, help }) => entry(flags, help))
}

function entry(term: string, meaning: string): string[] {
  return ['.TP', `.B ${escaped(term)}`, escaped(meaning)]
}

/** A line of text, none of which roff takes for a request of its own. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
    .replaceAll('\n', ' ')
}
