import type { Download, DownloadsPage } from '../../../shared/contract/downloads.ts'
import { call, onConnection, onPush } from '../../lib/api.ts'
import { Loaded } from '../../lib/loaded.svelte.ts'

/** The downloads, kept up to date by the program. */
class DownloadsState {
  readonly page = new Loaded<DownloadsPage>()
  #finished = new Set<(download: Download) => void>()

  constructor() {
    onPush('downloads.changed', (downloads) => {
      const before = this.page.value
      if (before === null) return
      this.page.value = { ...before, downloads }
      const known = new Map(before.downloads.map(({ id, state }) => [id, state]))
      for (const download of downloads) {
        if (download.state !== 'done' || known.get(download.id) === 'done') continue
        for (const listener of this.#finished) listener(download)
      }
    })
    onConnection((connected) => {
      if (connected && this.page.value) this.load()
    })
  }

  load(): void {
    this.page.read(call('downloads.list'))
  }

  /** Tells when a model has arrived; returns what ends it. */
  onFinished(listener: (download: Download) => void): () => void {
    this.#finished.add(listener)
    return () => this.#finished.delete(listener)
  }
}

export const downloadsState = new DownloadsState()
