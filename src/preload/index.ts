import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { CALL_CHANNEL, PUSH_CHANNEL } from '../shared/channels.ts'
import type { Result, Wire } from '../shared/rpc.ts'

/** Only plain data crosses, on two channels; what may be asked for is checked on the other side. */
const bridge: Wire = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input) as Promise<Result>,
  onPush(listener) {
    function receive(_event: IpcRendererEvent, name: string, payload: unknown): void {
      listener(name, payload)
    }
    ipcRenderer.on(PUSH_CHANNEL, receive)
    return () => void ipcRenderer.off(PUSH_CHANNEL, receive)
  }
}

contextBridge.exposeInMainWorld('bridge', bridge)
