import { t } from '../words/t.ts'

/** Whether the platform's command key is held together with a key. */
export function isCommandKey(event: KeyboardEvent, key: string): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key === key
}

/** How the command key is written on this machine, in the language of the window. */
export function commandKey(): string {
  return navigator.platform.startsWith('Mac') ? '⌘' : t('keys.control')
}

/** How a key of a combination such as "Mod Enter" is written, in the language of the window. */
export function keyName(key: string): string {
  if (key === 'Mod') return commandKey()
  return key === 'Enter' ? t('keys.enter') : key
}

/** Whether a key belongs to a field that is being typed in. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return (
    (target as HTMLElement | null)?.closest('input, textarea, select, [contenteditable]') !== null
  )
}

/** Whether a dialog stands before the window: what is behind it does nothing for a key. */
export function isBehindDialog(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null
}
