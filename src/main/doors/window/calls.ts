import { BrowserWindow, ipcMain } from 'electron'
import { CALL_CHANNEL, PUSH_CHANNEL } from '../../../shared/channels.ts'
import type { Publish } from '../../../shared/rpc.ts'
import type { Dispatch } from '../rpc/dispatcher.ts'
import { isOwnPage } from './page-protocol.ts'

/** Answers the page's calls; who calls is looked at each time. */
export function answerCalls(dispatch: Dispatch): void {
  ipcMain.handle(CALL_CHANNEL, ({ senderFrame }, name: unknown, input: unknown) => {
    const own = senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url)
    if (!own) throw new Error('Only the page of Tandem may call it.')
    return dispatch(name, input)
  })
}

/** Tells every open window. */
export const publishToWindows: Publish = (name, payload) => {
  for (const { webContents } of BrowserWindow.getAllWindows()) {
    webContents.send(PUSH_CHANNEL, name, payload)
  }
}
