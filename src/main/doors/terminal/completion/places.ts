import { everyCommand, type NamedCommand, type NamedOption } from '../command-tree.ts'

/** How a place in the command line is written in the scripts: `models list`. */
function place({ words }: NamedCommand): string {
  return words.join(' ')
}

/**
 * The cases of a script that say what follows an option which takes a value: at least that it is no other option. What is
 * compared is the place, a colon, and the word before the cursor.
 */
export function valueCases(root: NamedCommand, valueOf: (option: NamedOption) => string): string {
  return everyCommand(root)
    .flatMap((command) =>
      command.options
        .filter(({ takesValue }) => takesValue)
        .map((option) => `    ${spellings(command, option)}) ${valueOf(option)} ;;`)
    )
    .join('\n')
}

/** The cases of a script that say what else can stand at a place. */
export function placeCases(
  root: NamedCommand,
  followingOf: (command: NamedCommand) => string
): string {
  return everyCommand(root)
    .map((command) => `        "${place(command)}") ${followingOf(command)} ;;`)
    .join('\n')
}

/** An option in its place, as a pattern of the shell: long, and short where there is that. Those of the program stand anywhere. */
function spellings(command: NamedCommand, { long, short }: NamedOption): string {
  const where = command.words.length === 0 ? '*' : `"${place(command)}"`
  return [long, ...(short === null ? [] : [short])].map((name) => `${where}:${name}`).join(' | ')
}

/** Finds the place of the cursor: the longest row of words that is a command. */
export function walk(root: NamedCommand, words: string, from: string, to: string): string {
  const places = everyCommand(root).map(place).filter(Boolean)
  return `  local place="" next i
  for ((i = ${from}; i < ${to}; i++)); do
    next="\${place:+$place }\${${words}[i]}"
    case "$next" in
      ${places.map((one) => `"${one}"`).join(' | ')}) place="$next" ;;
    esac
  done`
}

/** A text that a shell takes as it is. */
export function asWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Whether help says of a value that a file can stand in its place. */
export function mayBeFile({ flags }: Pick<NamedOption, 'flags'>): boolean {
  return /<(?:id\|file|model)>/.test(flags)
}
