import type { Interval } from '../../../core/statistics/interval.ts'
import type { Language } from '../../../shared/contract/settings.ts'
import { withDecimalMark } from '../../../shared/words/number-format.ts'
import { retold } from '../../../shared/words/retold.ts'
import { say, type Given, type PlainKey } from '../../../shared/words/say.ts'
import { percentText } from '../figures.ts'

/** In which language a page is written. */
export interface PageWords {
  readonly language: Language
  readonly say: <K extends PlainKey>(key: K, ...given: Given<K>) => string
  /** What the program said in English. */
  readonly told: (text: string) => string
  /** A figure that has a point, with the language's own mark. */
  readonly figure: (text: string) => string
  /** A share in percent; empty where it is not known. */
  readonly share: (value: number | null) => string
  /** From where to where; empty where it is not known. @param end how an end is written: by default a share */
  readonly range: (ends: Interval | null, end?: (value: number) => string) => string
}

export function pageWords(language: Language): PageWords {
  const figure = (text: string) => withDecimalMark(text, language)
  return {
    language,
    say: (key, ...given) => say(language, key, ...given),
    told: (text) => retold(text, language),
    figure,
    share: (value) => figure(percentText(value)),
    range: (ends, end = percentText) =>
      ends === null
        ? ''
        : say(language, 'comparisons.interval', {
            low: figure(end(ends.low)),
            high: figure(end(ends.high))
          })
  }
}
