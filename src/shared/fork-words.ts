import type { Language } from './contract/settings.ts'
import type { Parentage } from './fork.ts'
import { say } from './words/say.ts'

/** A fork in a few words: "the target writes step 3 of path 1". */
export function forkWords({ path, step, change }: Parentage, language: Language = 'en'): string {
  return say(language, 'fork.words', { change, step: step + 1, path: path + 1 })
}
