import type { NamedCommand, NamedOption } from '../command-tree.ts'
import { asWord, mayBeFile, placeCases, valueCases, walk } from './places.ts'

/** The script for zsh. */
export function zsh(root: NamedCommand, install: string): string {
  return `#compdef tandem
# Completion of tandem for zsh: ${install}
_tandem_names() {
  compadd -- \${(f)"$(tandem __names "$1" -- "\${(@Q)words}" 2>/dev/null </dev/null)"}
}
_tandem() {
${walk(root, 'words', '2', 'CURRENT')}
  local before="\${words[CURRENT - 1]}"
  # A value that follows its option behind "=".
  if [[ "\${words[CURRENT]}" == --*=* ]]; then before="\${words[CURRENT]%%=*}"; compset -P 1 '*='; fi
  case "$place:$before" in
${valueCases(root, valueOf)}
    *)
      local -a found names
      local one isOffered=1
      case "$place" in
${placeCases(root, followingOf)}
      esac
      _describe 'tandem' found && isOffered=0
      if [[ "\${words[CURRENT]}" != -* ]]; then
        for one in $names; do _tandem_names "$one" && isOffered=0; done
      fi
      ((isOffered == 0)) || _files
      ;;
  esac
}
compdef _tandem tandem
`
}

function valueOf({ choices, takesSeveral, nameOf, ...option }: NamedOption): string {
  if (nameOf !== null) return `_tandem_names ${nameOf}${mayBeFile(option) ? '; _files' : ''}`
  if (choices.length === 0) return '_files'
  return `${takesSeveral ? '_values -s , value' : 'compadd --'} ${choices.join(' ')}`
}

function followingOf({ commands, options, argumentChoices, argumentNames }: NamedCommand): string {
  const items = [
    ...argumentChoices.map((choice) => [choice, ''] as const),
    ...commands.map(({ words, description }) => [words.at(-1)!, description] as const),
    ...options.map(({ long, description }) => [long, description] as const)
  ]
  const found = items.map(([name, description]) =>
    asWord(`${name}:${description.replaceAll(':', '\\:')}`)
  )
  return `found=(${found.join(' ')}) names=(${argumentNames.join(' ')})`
}
