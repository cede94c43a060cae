import type { Language } from '../contract/settings.ts'
import { en } from './en.ts'
import { withDecimalMark } from './number-format.ts'
import { say, type PlainKey } from './say.ts'

type ToldKey = Extract<PlainKey, `told.${string}`>

/**
 * Sentences that the program says in English, in the words in which it says them: of what it notes and decides while it
 * solves, which is stored so, of its methods, and of what ends an attempt. Where one could be read as another, it stands
 * before it.
 */
const TOLD = (Object.keys(en) as PlainKey[]).filter((key): key is ToldKey =>
  key.startsWith('told.')
)

interface Sentence {
  readonly key: ToldKey
  readonly pattern: RegExp
  /** What stands where a group of the pattern does. */
  readonly names: readonly string[]
}

/** What a sentence is given was read off its own words: no closer type can be had. */
const tell = say as (
  language: Language,
  key: ToldKey,
  values: Readonly<Record<string, string>>
) => string

let sentences: readonly Sentence[] | null = null

/** Characters; longer texts are no sentences, and to look for parts in them may take long. */
const LONGEST_SENTENCE = 2000

/**
 * A sentence that the program said in English, in the language of whoever reads it. One that is not known here is told as
 * it is: an error of the system, the words of a later version.
 */
export function retold(text: string, language: Language): string {
  if (language === 'en' || text.length > LONGEST_SENTENCE) return text
  sentences ??= TOLD.map(sentenceOf)
  for (const { key, pattern, names } of sentences) {
    const found = pattern.exec(text)
    if (found === null) continue
    const values = names.map((name, index) => [name, part(found[index + 1]!, language)] as const)
    return tell(language, key, Object.fromEntries(values))
  }
  return text
}

function sentenceOf(key: ToldKey): Sentence {
  const pieces = en[key].split(/\{(\w+)\}/)
  const source = pieces
    .map((piece, index) =>
      index % 2 === 1 ? '([\\s\\S]+)' : piece.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
    )
    .join('')
  return {
    key,
    pattern: new RegExp(`^${source}$`),
    names: pieces.filter((_, index) => index % 2 === 1)
  }
}

/** A figure, a sentence within a sentence, or whatever else: a path, an answer. */
function part(text: string, language: Language): string {
  return /^\d+\.\d+(?: \S+)?$/.test(text) ? withDecimalMark(text, language) : retold(text, language)
}
