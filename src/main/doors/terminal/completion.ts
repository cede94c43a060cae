import { everyCommand, type NamedCommand, type NamedOption } from './command-tree.ts'

/** Shells for which a script is made, and how each is told of it. */
export const SHELLS = {
  bash: { script: bash, install: 'source <(tandem completion bash)' },
  zsh: { script: zsh, install: 'source <(tandem completion zsh)' },
  fish: { script: fish, install: 'tandem completion fish | source' }
} as const

export type Shell = keyof typeof SHELLS

/** The script that lets a shell complete commands, options and their values; where none fits, names of files. */
export function completionScript(shell: Shell, root: NamedCommand): string {
  return SHELLS[shell].script(root)
}

/** How a place in the command line is written in the scripts: `models list`. */
function place({ words }: NamedCommand): string {
  return words.join(' ')
}

function following({ commands, options, argumentChoices }: NamedCommand): string[] {
  return [
    ...commands.map(({ words }) => words.at(-1)!),
    ...argumentChoices,
    ...options.map(({ long }) => long)
  ]
}

function withChoices({ options }: NamedCommand): NamedOption[] {
  return options.filter(({ choices }) => choices.length > 0)
}

/** An option in its place, as a pattern of the shell: long, and short where there is that. */
function spellings(command: NamedCommand, { long, short }: NamedOption): string {
  return [long, ...(short === null ? [] : [short])]
    .map((name) => `"${place(command)}:${name}"`)
    .join(' | ')
}

/** Finds the place of the cursor: the longest row of words that is a command. */
function walk(root: NamedCommand, words: string, from: string, to: string): string {
  const places = everyCommand(root).map(place).filter(Boolean)
  return `  local place="" next i
  for ((i = ${from}; i < ${to}; i++)); do
    next="\${place:+$place }\${${words}[i]}"
    case "$next" in
      ${places.map((one) => `"${one}"`).join(' | ')}) place="$next" ;;
    esac
  done`
}

function bash(root: NamedCommand): string {
  const commands = everyCommand(root)
  return `# Completion of tandem for bash: ${SHELLS.bash.install}
_tandem() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=""
${walk(root, 'COMP_WORDS', '1', 'COMP_CWORD')}
  case "$place:\${COMP_WORDS[COMP_CWORD - 1]}" in
${commands
  .flatMap((command) =>
    withChoices(command).map(
      (option) => `    ${spellings(command, option)}) words="${option.choices.join(' ')}" ;;`
    )
  )
  .join('\n')}
    *)
      case "$place" in
${commands.map((command) => `        "${place(command)}") words="${following(command).join(' ')}" ;;`).join('\n')}
      esac
      ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _tandem tandem
`
}

function zsh(root: NamedCommand): string {
  const commands = everyCommand(root)
  return `#compdef tandem
# Completion of tandem for zsh: ${SHELLS.zsh.install}
_tandem() {
${walk(root, 'words', '2', 'CURRENT')}
  case "$place:\${words[CURRENT - 1]}" in
${commands
  .flatMap((command) =>
    withChoices(command).map(
      (option) => `    ${spellings(command, option)}) compadd -- ${option.choices.join(' ')} ;;`
    )
  )
  .join('\n')}
    *)
      local -a found
      case "$place" in
${commands.map((command) => `        "${place(command)}") found=(${described(command).join(' ')}) ;;`).join('\n')}
      esac
      _describe 'tandem' found || _files
      ;;
  esac
}
compdef _tandem tandem
`
}

function described({ commands, options, argumentChoices }: NamedCommand): string[] {
  const items = [
    ...argumentChoices.map((choice) => [choice, ''] as const),
    ...commands.map(({ words, description }) => [words.at(-1)!, description] as const),
    ...options.map(({ long, description }) => [long, description] as const)
  ]
  return items.map(([name, description]) => quoted(`${name}:${description.replaceAll(':', '\\:')}`))
}

function fish(root: NamedCommand): string {
  const lines = everyCommand(root).flatMap((command) => {
    const here = fishCondition(command)
    return [
      ...command.argumentChoices.map((choice) => `complete -c tandem -f ${here} -a ${choice}`),
      ...command.commands.map(
        ({ words, description }) =>
          `complete -c tandem -f ${here} -a ${words.at(-1)!} -d ${quoted(description)}`
      ),
      ...command.options.map(
        ({ long, short, takesValue, choices, description }) =>
          `complete -c tandem ${here} -l ${long.slice(2)}${short === null ? '' : ` -s ${short.slice(1)}`}` +
          `${choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r' : ''} -d ${quoted(description)}`
      )
    ]
  })
  return `# Completion of tandem for fish: ${SHELLS.fish.install}\n${lines.join('\n')}\n`
}

function fishCondition({ words, commands }: NamedCommand): string {
  if (words.length === 0) return '-n __fish_use_subcommand'
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`)
  const inner = commands.map((command) => command.words.at(-1)!).join(' ')
  const notYet = inner === '' ? [] : [`not __fish_seen_subcommand_from ${inner}`]
  return `-n ${quoted([...seen, ...notYet].join('; and '))}`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
