import { SvelteMap } from 'svelte/reactivity'
import type { Language, Settings } from '../../shared/contract/settings.ts'
import { LANGUAGES } from '../../shared/words/languages.ts'

/** A map, because what it holds is followed by the page also where a plain module (no `$state`) reads it. */
const shown = new SvelteMap<'language', Language>()

/** The language that the window speaks now. */
export function language(): Language {
  return shown.get('language') ?? 'en'
}

/** By which the window writes numbers and dates now. */
export function locale(): string {
  return LANGUAGES[language()].locale
}

/** Speaks the chosen language from now on; what is on the page changes with it. */
export function speak(choice: Settings['language']): void {
  shown.set('language', choice === 'system' ? languageOf(navigator.languages) : choice)
}

/** The first of the wanted languages ("de-AT") that the window knows, else English. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [base] = tag.toLowerCase().split('-')
    if (base !== undefined && isLanguage(base)) return base
  }
  return 'en'
}

/** Whether a text names what can be chosen in the settings. */
export function isLanguageChoice(text: string | null): text is Settings['language'] {
  return text === 'system' || (text !== null && isLanguage(text))
}

function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text)
}
