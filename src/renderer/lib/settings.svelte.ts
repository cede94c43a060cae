import { settingsSchema, type Settings } from '../../shared/contract/settings.ts'
import { isLanguageChoice, language, speak } from '../words/language.ts'
import { call } from './api.ts'
import { notices } from './notices.svelte.ts'

const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

/** What the page spoke when it was last open: known before the store was asked, so that no other language flashes up. */
const remembered = localStorage.getItem('language')

/** The settings of the page; changes are kept at once. */
class SettingsState {
  #value = $state.raw<Settings>({
    ...settingsSchema.parse({}),
    language: isLanguageChoice(remembered) ? remembered : 'system'
  })

  constructor() {
    systemIsDark.addEventListener('change', () => this.#paint())
    addEventListener('languagechange', () => this.#speak())
    this.#speak()
  }

  get theme() {
    return this.#value.theme
  }
  get language() {
    return this.#value.language
  }
  get letterKeys() {
    return this.#value.letterKeys
  }
  get notify() {
    return this.#value.notify
  }
  get goOnAtStart() {
    return this.#value.goOnAtStart
  }
  get rawText() {
    return this.#value.rawText
  }

  async load(): Promise<void> {
    this.#value = await call('settings.read')
    this.#paint()
  }

  change(part: Partial<Settings>): void {
    this.#value = { ...this.#value, ...part }
    this.#paint()
    call('settings.write', this.#value).catch((error: unknown) => notices.error(error))
  }

  #paint(): void {
    const { theme } = this.#value
    // Read by theme.js before the first paint of the next visit.
    localStorage.setItem('theme', theme)
    const dark = theme === 'dark' || (theme === 'system' && systemIsDark.matches)
    document.documentElement.classList.toggle('dark', dark)
    localStorage.setItem('language', this.language)
    this.#speak()
  }

  #speak(): void {
    speak(this.language)
    document.documentElement.lang = language()
  }
}

export const settings = new SettingsState()
