import type { Language } from '../../../shared/contract/settings.ts'
import { withDecimalMark } from '../../../shared/words/number-format.ts'
import { say, type Given, type PlainKey } from '../../../shared/words/say.ts'

/** In which language a page is written. */
export interface PageWords {
  readonly language: Language
  readonly say: <K extends PlainKey>(key: K, ...given: Given<K>) => string
  /** A figure that has a point, with the language's own mark. */
  readonly figure: (text: string) => string
}

export function pageWords(language: Language): PageWords {
  return {
    language,
    say: (key, ...given) => say(language, key, ...given),
    figure: (text) => withDecimalMark(text, language)
  }
}
