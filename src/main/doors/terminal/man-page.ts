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
      ...optionsOf(command)
    ]),
    '.SH EXIT STATUS',
    '0 answered, 1 no answer or failed, 2 bad use, 130 stopped.',
    ''
  ].join('\n')
}

function optionsOf({ options }: NamedCommand): string[] {
  return options.flatMap(({ flags, description }) => [
    '.TP',
    `.B ${escaped(flags)}`,
    escaped(description)
  ])
}

/** A line of text, none of which roff takes for a request of its own. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
    .replaceAll('\n', ' ')
}
