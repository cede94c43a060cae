import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../contract/settings.ts'
import type { Arguments, Tags } from './arguments.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { LANGUAGES } from './languages.ts'
import { numberFormat } from './number-format.ts'

type English = typeof en
/** Names a message. */
export type Key = keyof English
/** What the messages of these keys must be given. */
export type ArgumentsOf<K extends Key> = Arguments<English[K]>
/** The elements within the messages of these keys. */
export type TagsOf<K extends Key> = Tags<English[K]>

/** A message without elements in it: one that is a plain text. */
export type PlainKey = { [K in Key]: [TagsOf<K>] extends [never] ? K : never }[Key]
/** A message that takes nothing. */
export type SimpleKey = { [K in PlainKey]: Given<K> extends [] ? K : never }[PlainKey]
/** What follows the key where a message is said: nothing where it takes nothing. */
export type Given<K extends Key> = [keyof ArgumentsOf<K>] extends [never] ? [] : [ArgumentsOf<K>]

/** What a language lacks is said in English. */
const CATALOGUES: Readonly<Record<Language, Readonly<Partial<Record<Key, string>>>>> = { en, de }

/** A piece of a sentence: text, or text within an element. */
export type Piece = string | { readonly tag: string; readonly text: string }

/** The message in a language. */
export function say<K extends PlainKey>(language: Language, key: K, ...[values]: Given<K>): string {
  return String(messageOf(language, key).format<string>(values))
}

/** The message with its elements told apart. */
export function sayInPieces<K extends Key>(
  language: Language,
  key: K,
  values: ArgumentsOf<K>
): readonly Piece[] {
  const english: string = en[key]
  const tags = [...english.matchAll(/<\/(\w+)>/g)].map(([, tag]) => tag!)
  const elements = Object.fromEntries(
    tags.map((tag) => [tag, (inside: unknown[]): Piece => ({ tag, text: inside.join('') })])
  )
  const formatted = messageOf(language, key).format<Piece>({ ...values, ...elements })
  return Array.isArray(formatted) ? formatted : [formatted]
}

const messages = new Map<string, IntlMessageFormat>()

function messageOf(language: Language, key: Key): IntlMessageFormat {
  const id = `${language} ${key}`
  const known = messages.get(id)
  if (known) return known
  const translated = CATALOGUES[language][key]
  const message =
    translated === undefined
      ? parsed(Object.hasOwn(en, key) ? en[key] : nameIn(key), 'en')
      : parsed(translated, language)
  messages.set(id, message)
  return message
}

/** Of `run.status.dreaming`, which a later version of the program knows: its own name says more than nothing. */
function nameIn(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1)
}

/** A message in ICU syntax. */
export function parsed(text: string, of: Language): IntlMessageFormat {
  const { locale } = LANGUAGES[of]
  return new IntlMessageFormat(text, locale, undefined, {
    formatters: {
      getNumberFormat: (_, options) => numberFormat(locale, options) as Intl.NumberFormat,
      getDateTimeFormat: (...given) => new Intl.DateTimeFormat(...given),
      getPluralRules: (...given) => new Intl.PluralRules(...given)
    }
  })
}
