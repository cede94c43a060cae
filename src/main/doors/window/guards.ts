import type { Session, WebContents } from 'electron'
import { isOwnPage } from './page-protocol.ts'

/**
 * Nothing on the page may use a camera, a place, a clipboard it was not given, or any other permission; but our own page may
 * show notices of the system, which it does where a person has asked for them.
 */
export function denyPermissions(session: Session): void {
  const mayNotify = (permission: string, address: string) =>
    permission === 'notifications' && isOwnPage(address)
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(mayNotify(permission, requestingUrl))
  )
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    mayNotify(permission, origin)
  )
  session.setDevicePermissionHandler(() => false)
}

/** The window stays on its page; links to the web open in the person's browser. */
export function guardNavigation(contents: WebContents, openOutside: (url: string) => void): void {
  contents.on('will-navigate', (event, url) => {
    if (!isOwnPage(url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (URL.parse(url)?.protocol === 'https:') openOutside(url)
    return { action: 'deny' }
  })
}
