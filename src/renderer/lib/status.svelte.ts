import type { AppStatus } from '../../shared/contract/app.ts'
import { call, onConnection, onPush } from './api.ts'

/** What the status bar shows, kept up to date by the program. */
class StatusState {
  value = $state.raw<AppStatus | null>(null)
  connected = $state(true)

  constructor() {
    onPush('app.status', (status) => {
      this.value = status
    })
    onConnection((connected) => {
      this.connected = connected
      if (connected) this.load().catch(() => undefined)
    })
  }

  async load(): Promise<void> {
    this.value = await call('app.status')
  }
}

export const status = new StatusState()
