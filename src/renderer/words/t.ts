import { retold } from '../../shared/words/retold.ts'
import {
  say,
  sayInPieces,
  type ArgumentsOf,
  type Given,
  type Key,
  type Piece,
  type PlainKey
} from '../../shared/words/say.ts'
import { language } from './language.ts'

/** The message in the language of the window. Read where the page follows it: in markup, `$derived` or a function. */
export function t<K extends PlainKey>(key: K, ...given: Given<K>): string {
  return say(language(), key, ...given)
}

/** The message with its elements told apart, for `Sentence.svelte`. */
export function pieces<K extends Key>(key: K, values: ArgumentsOf<K>): readonly Piece[] {
  return sayInPieces(language(), key, values)
}

/** What the program said in English, in the language of the window. */
export function told(text: string): string {
  return retold(text, language())
}
