import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../../shared/contract/settings.ts'
import type { Arguments, Tags } from './arguments.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { language, LANGUAGES } from './language.ts'
import { numberFormat } from './number-format.ts'

type English = typeof en
/** Names a message. */
export type Key = keyof English
/** What the messages of these keys must be given. */
export type ArgumentsOf<K extends Key> = Arguments<English[K]>
/** The elements within the messages of these keys. */
export type TagsOf<K extends Key> = Tags<English[K]>

/** A message with elements in it is for `Sentence.svelte`. */
type PlainKey = { [K in Key]: [TagsOf<K>] extends [never] ? K : never }[Key]

/** What a language lacks is said in English. */
const CATALOGUES: Readonly<Record<Language, Readonly<Partial<Record<Key, string>>>>> = { en, de }

/** A piece of a sentence: text, or text within an element. */
export type Piece = string | { readonly tag: string; readonly text: string }

/** The message in the language of the window. Read where the page follows it: in markup, `$derived` or a function. */
export function t<K extends PlainKey>(
  key: K,
  ...[values]: [keyof ArgumentsOf<K>] extends [never] ? [] : [ArgumentsOf<K>]
): string {
  return String(messageOf(key).format<string>(values))
}

/** The message with its elements told apart. */
export function pieces<K extends Key>(key: K, values: ArgumentsOf<K>): readonly Piece[] {
  const english: string = en[key]
  const tags = [...english.matchAll(/<\/(\w+)>/g)].map(([, tag]) => tag!)
  const elements = Object.fromEntries(
    tags.map((tag) => [tag, (inside: unknown[]): Piece => ({ tag, text: inside.join('') })])
  )
  const formatted = messageOf(key).format<Piece>({ ...values, ...elements })
  return Array.isArray(formatted) ? formatted : [formatted]
}

const messages = new Map<string, IntlMessageFormat>()

function messageOf(key: Key): IntlMessageFormat {
  const spoken = language()
  const id = `${spoken} ${key}`
  const known = messages.get(id)
  if (known) return known
  const translated = CATALOGUES[spoken][key]
  const message =
    translated === undefined
      ? parsed(Object.hasOwn(en, key) ? en[key] : nameIn(key), 'en')
      : parsed(translated, spoken)
  messages.set(id, message)
  return message
}

/** Of `run.status.dreaming`, which a later version of the program knows: its own name says more than nothing. */
function nameIn(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1)
}

function parsed(text: string, of: Language): IntlMessageFormat {
  const { locale } = LANGUAGES[of]
  return new IntlMessageFormat(text, locale, undefined, {
    formatters: {
      getNumberFormat: (_, options) => numberFormat(options, locale) as Intl.NumberFormat,
      getDateTimeFormat: (...given) => new Intl.DateTimeFormat(...given),
      getPluralRules: (...given) => new Intl.PluralRules(...given)
    }
  })
}
