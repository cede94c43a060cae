import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, session } from 'electron'
import { failureText } from '../shared/failure.ts'
import { createApplication } from './application.ts'
import { DOOR_NAMES } from './door-names.ts'
import { createPageDoor } from './doors/rpc/page-door.ts'
import { tellAppId } from './doors/window/app-id.ts'
import { answerCalls, publishToWindows } from './doors/window/calls.ts'
import { denyPermissions } from './doors/window/guards.ts'
import { startUtility } from './doors/window/inference-utility.ts'
import { installMenu } from './doors/window/menu.ts'
import { registerPageScheme, servePage } from './doors/window/page-protocol.ts'
import { systemSecretStore } from './doors/window/system-secrets.ts'
import { openWindow } from './doors/window/window.ts'
import { logError } from './log-error.ts'
import { asUserError } from './system-errors.ts'

/** The window's door: the desktop app. */

const options = {
  preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
  pageFolder: fileURLToPath(new URL('../renderer', import.meta.url))
}

registerPageScheme()
if (app.requestSingleInstanceLock()) {
  run().catch((error: unknown) => {
    const refusal = asUserError(error)
    const said = refusal
      ? failureText(refusal)
      : String(error instanceof Error ? error.message : error)
    dialog.showErrorBox('Tandem could not start', said)
    app.exit(1)
  })
} else {
  app.quit()
}

async function run(): Promise<void> {
  tellAppId(app)
  await app.whenReady()
  denyPermissions(session.defaultSession)
  servePage(options.pageFolder)
  installMenu(process.platform)

  const application = createApplication({
    door: DOOR_NAMES.window,
    startChild: startUtility,
    secrets: (path) => systemSecretStore(`${path}.sealed`)
  })
  const pages = createPageDoor(application, 'window')
  answerCalls(pages.dispatch)
  pages.connect(publishToWindows)

  const stateFile = join(app.getPath('userData'), 'window.json')
  const open = () => openWindow({ preload: options.preload, stateFile })
  await open()

  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length > 0) return
    open().catch((error: unknown) => logError('The window could not be opened:', error))
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })

  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    // What is being worked on is stopped and stored first.
    event.preventDefault()
    pages
      .close()
      .then((unrecorded) => {
        if (unrecorded.length > 0) {
          dialog.showErrorBox('Not everything is recorded', unrecorded.join('\n\n'))
        }
        return application.close()
      })
      .catch((error: unknown) => logError('Tandem did not close in order:', error))
      .finally(() => {
        closed = true
        app.quit()
      })
  })
}
