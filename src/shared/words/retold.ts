import type { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../contract/settings.ts'
import { numberFormat, withDecimalMark } from './number-format.ts'
import { LANGUAGES } from './languages.ts'
import { parsed } from './say.ts'
import { indexSentences, type Sentence } from './sentence-index.ts'
import { TOLD } from './told/told.ts'

/** Characters; longer texts are no sentences, and to look for parts in them may take long. */
const LONGEST_SENTENCE = 2000
/** Sentences that a translation may hold together. */
const MOST_TOGETHER = 4
/** Between two sentences. */
const BETWEEN = /(?<=[.!?]) (?=["(\p{Lu}\d])/u

/**
 * What the program said in English, in the language of whoever reads it. What is not known here is told as it is: an error
 * of the system, the words of a later version.
 */
export function retold(text: string, language: Language): string {
  return translated(text, language) ?? text
}

/** The translation of one sentence, or of several that are all known; null where one is not. */
function translated(text: string, language: Language): string | null {
  if (language === 'en' || text.length > LONGEST_SENTENCE) return null
  const candidates = candidatesFor(text, language)
  return (
    asOne(text, candidates, language) ??
    inSentences(text, language) ??
    // "Every path failed: …" holds sentences; what begins with a value may not: it could begin anywhere.
    firstOf(candidates, (sentence) => {
      const { pieces } = sentence
      const values = pieces[0] !== '' && pieces.at(-1) === '' ? valuesIn(text, sentence) : null
      return values?.slice(0, -1).some(isSeveral) === false
        ? told(sentence, values, language)
        : null
    })
  )
}

/** The translation of a sentence whose values are none. */
function asOne(text: string, candidates: readonly Sentence[], language: Language): string | null {
  return firstOf(candidates, (sentence) => {
    const values = valuesIn(text, sentence)
    return values?.some(isSeveral) === false ? told(sentence, values, language) : null
  })
}

/** Sentences one after the other, each of which is known. */
function inSentences(all: string, language: Language): string | null {
  const sentences = all.split(BETWEEN)
  for (let first = Math.min(MOST_TOGETHER, sentences.length - 1); first > 0; first--) {
    const text = sentences.slice(0, first).join(' ')
    const head = asOne(text, candidatesFor(text, language), language)
    const rest = head === null ? null : translated(sentences.slice(first).join(' '), language)
    if (rest !== null) return `${head!} ${rest}`
  }
  return null
}

function isSeveral(text: string): boolean {
  return BETWEEN.test(text)
}

function firstOf<T, R>(list: readonly T[], find: (one: T) => R | null): R | null {
  for (const one of list) {
    const found = find(one)
    if (found !== null) return found
  }
  return null
}

const indexes = new Map<Language, ReturnType<typeof indexSentences>>()

/** Those that the text can be, as far as its beginning and its end say. */
function candidatesFor(text: string, language: Language): readonly Sentence[] {
  const index = indexes.get(language) ?? indexSentences(TOLD[language])
  indexes.set(language, index)
  return index(text)
}

/** What stands where the values of a sentence do, each as short as can be; null where the text is not that sentence. */
function valuesIn(text: string, { pieces }: Sentence): readonly string[] | null {
  const [first, last] = [pieces[0]!, pieces.at(-1)!]
  if (pieces.length === 1) return text === first ? [] : null
  if (!text.startsWith(first) || !text.endsWith(last)) return null
  const values: string[] = []
  let start = first.length
  for (const piece of pieces.slice(1, -1)) {
    const end = text.indexOf(piece, start + 1)
    if (end < 0) return null
    values.push(text.slice(start, end))
    start = end + piece.length
  }
  const end = text.length - last.length
  return start < end ? [...values, text.slice(start, end)] : null
}

const formats = new Map<string, IntlMessageFormat>()

function told(
  { names, translated: own }: Sentence,
  values: readonly string[],
  language: Language
): string {
  const id = `${language} ${own}`
  const format = formats.get(id) ?? parsed(own, language)
  formats.set(id, format)
  const given = values.map((value, index) => [names[index]!, valueIn(value, language)] as const)
  return String(format.format<string>(Object.fromEntries(given)))
}

/** A figure, sentences within a sentence, or whatever else: a path, an answer. One word is never translated. */
function valueIn(text: string, language: Language): string {
  if (/^\d{1,3}(?:,\d{3})+$/.test(text)) {
    return numberFormat(LANGUAGES[language].locale).format(Number(text.replaceAll(',', '')))
  }
  if (/^\d+\.\d+(?: \S+)?$/.test(text)) return withDecimalMark(text, language)
  return text.includes(' ') ? retold(text, language) : text
}
