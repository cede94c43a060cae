import { everyCommand, type NamedCommand, type NamedOption } from '../command-tree.ts'

/** How a place in the command line is written in the scripts: `models list`. */
export function place({ words }: NamedCommand): string {
  return words.join(' ')
}

/** The options whose value a script has something to say about: at least that it is no other option. */
export function withValues({ options }: NamedCommand): NamedOption[] {
  return options.filter(({ takesValue }) => takesValue)
}

/** An option in its place, as a pattern of the shell: long, and short where there is that. Those of the program stand anywhere. */
export function spellings(command: NamedCommand, { long, short }: NamedOption): string {
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
