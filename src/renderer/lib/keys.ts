/** Whether the platform's command key is held together with a key. */
export function isCommandKey(event: KeyboardEvent, key: string): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key === key
}

/** How the command key is written on this machine. */
export const COMMAND = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'

/** Whether a key belongs to a field that is being typed in. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return (
    (target as HTMLElement | null)?.closest('input, textarea, select, [contenteditable]') !== null
  )
}
