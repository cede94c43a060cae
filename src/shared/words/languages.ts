import type { Language } from '../contract/settings.ts'

interface LanguageTraits {
  /** What its speakers call it. */
  readonly name: string
  /** By which numbers and dates are written. */
  readonly locale: string
}

/** Every language of the window and of the pages that it hands on. English comes first: others are translated from it. */
export const LANGUAGES: Readonly<Record<Language, LanguageTraits>> = {
  en: { name: 'English', locale: 'en-GB' },
  de: { name: 'Deutsch', locale: 'de-DE' }
}
