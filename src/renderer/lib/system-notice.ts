import { inOrder } from '../../shared/text-order.ts'

/** Whether the system shows what the page tells it: only where a person has allowed that. */
export function maySystemNotice(): boolean {
  return 'Notification' in window && Notification.permission === 'granted'
}

/** Asks the person, who has just clicked for it. Returns whether they allow it. */
export async function askForSystemNotices(): Promise<boolean> {
  return 'Notification' in window && (await Notification.requestPermission()) === 'granted'
}

/**
 * Shows a notice of the system, where that is allowed.
 *
 * @param about what it is about: a later one about the same takes its place
 * @param open what a click on it opens
 */
export function showSystemNotice(text: string, about: string, open: () => void): void {
  if (!maySystemNotice()) return
  const notice = new Notification('Tandem', { body: inOrder(text), tag: about })
  notice.addEventListener('click', () => {
    window.focus()
    notice.close()
    open()
  })
}
