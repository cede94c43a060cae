import type { NamedCommand } from '../command-tree.ts'
import { bash } from './bash.ts'
import { fish } from './fish.ts'
import { zsh } from './zsh.ts'

const OF_PROJECT = 'tandem() { npx --no tandem "$@"; }'

/** Shells for which a script is made, how each is told of it, and how where npx runs the program. */
export const SHELLS = {
  bash: {
    script: bash,
    install: 'source <(tandem completion bash)',
    ofProject: `${OF_PROJECT}; source <(tandem completion bash)`
  },
  zsh: {
    script: zsh,
    install: 'source <(tandem completion zsh)',
    ofProject: `${OF_PROJECT}; source <(tandem completion zsh)`
  },
  fish: {
    script: fish,
    install: 'tandem completion fish | source',
    ofProject: 'function tandem; npx --no tandem $argv; end; tandem completion fish | source'
  }
} as const

export type Shell = keyof typeof SHELLS

/** The script that lets a shell complete commands, options and their values; where none fits, names of files. */
export function completionScript(shell: Shell, root: NamedCommand): string {
  const { script, install } = SHELLS[shell]
  return script(root, install)
}
