import type { Settings } from '../../shared/contract/settings.ts'
import { call } from './api.ts'
import { notices } from './notices.svelte.ts'

const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

/** The settings of the page; changes are kept at once. */
class SettingsState {
  #value = $state.raw<Settings>({ theme: 'system', letterKeys: true, rawText: false })

  constructor() {
    systemIsDark.addEventListener('change', () => this.#paint())
  }

  get theme() {
    return this.#value.theme
  }
  get letterKeys() {
    return this.#value.letterKeys
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
  }
}

export const settings = new SettingsState()
