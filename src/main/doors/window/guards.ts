import type { Session, WebContents } from 'electron'
import { isOwnPage } from './page-protocol.ts'

/** Nothing on the page may use a camera, a place, a clipboard it was not given, or any other permission. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
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
