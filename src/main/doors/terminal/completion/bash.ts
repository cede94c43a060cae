import type { NamedCommand, NamedOption } from '../command-tree.ts'
import { placeCases, valueCases, walk } from './places.ts'

/** The script for bash; it has to do for the old one of macOS. */
export function bash(root: NamedCommand, install: string): string {
  return `# Completion of tandem for bash: ${install}
# Names are only ever compared and written as a word: what a model is called is never run.
_tandem_names() {
  local name
  while IFS= read -r name; do
    printf -v name %q "$name"
    # Where bash would begin another word.
    name="\${name//:/\\\\:}" name="\${name//=/\\\\=}" name="\${name//@/\\\\@}"
    if [[ "$name" == "$word"* ]]; then COMPREPLY+=("$option$name"); fi
  done < <(tandem __names "$1" -- "\${COMP_WORDS[@]//[\\\\\\"\\']/}" 2>/dev/null </dev/null)
}
_tandem() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" option=""
  local words="" several="" begun="" names="" one
  # A value that follows its option behind "=", which most settings of bash take for a word.
  if [[ "$word" == "=" ]]; then word=""
  elif [[ "$before" == "=" ]]; then before="\${COMP_WORDS[COMP_CWORD - 2]}"
  elif [[ "$word" == --*=* ]]; then before="\${word%%=*}" option="\${word%%=*}=" word="\${word#*=}"
  fi
${walk(root, 'COMP_WORDS', '1', 'COMP_CWORD')}
  case "$place:$before" in
${valueCases(root, valueOf)}
    *)
      case "$place" in
${placeCases(root, followingOf)}
      esac
      ;;
  esac
  # Of several, separated by commas, the last one is completed.
  if [[ -n "$several" && "$word" == *,* ]]; then begun="\${word%,*},"; fi
  COMPREPLY=($(compgen -P "$option$begun" -W "$words" -- "\${word#"$begun"}"))
  if [[ "$word" != -* ]]; then for one in $names; do _tandem_names "$one"; done; fi
}
complete -o bashdefault -o default -F _tandem tandem
`
}

function valueOf({ choices, takesSeveral, nameOf }: NamedOption): string {
  return [
    ...(choices.length > 0 ? [`words="${choices.join(' ')}"`] : []),
    ...(takesSeveral ? ['several=1'] : []),
    ...(nameOf === null ? [] : [`names=${nameOf}`])
  ].join(' ')
}

function followingOf({ commands, options, argumentChoices, argumentNames }: NamedCommand): string {
  const words = [
    ...commands.map((inner) => inner.words.at(-1)!),
    ...argumentChoices,
    ...options.map(({ long }) => long)
  ]
  const names = argumentNames.length > 0 ? ` names="${argumentNames.join(' ')}"` : ''
  return `words="${words.join(' ')}"${names}`
}
