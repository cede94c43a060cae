import { existsSync, rmSync } from 'node:fs'
import type { ListedModel } from '../../../shared/model-library.ts'
import { makeFolder } from '../../make-folder.ts'
import type { ModelLibrary } from '../library.ts'
import { DownloadFailed } from './download-failed.ts'
import { downloadFile } from './download-file.ts'
import { lockPartial } from './download-lock.ts'
import type { Patience } from './patience.ts'
import type { Progress } from './transfer.ts'
import { resolveShorthand } from './hub-shorthand.ts'
import { parseModelUri, type RemoteFile } from './model-uri.ts'
import { partialFile, unfinishedIn, type PartialNotes } from './partial-file.ts'
import type { SecretStore } from '../secret-store.ts'

/** How far a model is, all its parts together. */
export interface ModelProgress extends Progress {
  /** From 1. */
  readonly part: number
  readonly parts: number
}

export interface DownloadStart {
  /** SHA-256 of a model of one file, or null to go by the hub's. */
  readonly sha256: string | null
  /** Pauses the download. */
  readonly signal: AbortSignal
  readonly onProgress?: (progress: ModelProgress) => void
}

export interface Downloads {
  /** The address that `user/repository:Q4_K_M` means; asks the hub. Any other address as it is. */
  resolve(uri: string, signal: AbortSignal): Promise<string>
  /** Fetches a model, or goes on where it was paused, and adds it to the library. */
  download(uri: string, options: DownloadStart): Promise<ListedModel>
  /** Those that were begun and not finished, also by an earlier run of the program. */
  unfinished(): readonly (PartialNotes & { readonly received: number })[]
  /**
   * Deletes what has arrived of an unfinished download, of a split model the parts that are complete too.
   *
   * @throws DownloadFailed where another process is at it.
   */
  discard(uri: string): void
}

export interface DownloadsOptions {
  readonly library: ModelLibrary
  readonly folder: string
  readonly secrets: SecretStore
  readonly hub?: URL
  readonly patience?: Patience
}

/** Where `hf:` addresses lead. */
export const HUB = new URL('https://huggingface.co')

/** Nothing here touches the network until `download` is called. */
export function createDownloads({
  library,
  folder,
  secrets,
  hub = HUB,
  patience
}: DownloadsOptions): Downloads {
  const running = new Set<string>()

  /** A split model is one download: a second process must not take its parts in turns with the first. */
  async function fetchParts(uri: string, options: DownloadStart) {
    const files = parseModelUri(uri, { hub })
    const release = files.length > 1 ? lock(files) : () => undefined
    try {
      return await fetchEach(files, uri, options)
    } finally {
      release()
    }
  }

  /** Keeps the file of a model, or all its parts together, for this process. */
  function lock(files: readonly RemoteFile[]): () => void {
    makeFolder(folder)
    const { finalPath, path } = partialFile(folder, files[0]?.fileName ?? '')
    return lockPartial(files.length > 1 ? `${finalPath}.parts` : path)
  }

  async function fetchEach(files: readonly RemoteFile[], uri: string, options: DownloadStart) {
    const done = []
    for (const [index, file] of files.entries()) {
      const { onProgress } = options
      // Of a split model, the parts that are there need not be fetched again.
      const isThere = files.length > 1 && existsSync(partialFile(folder, file.fileName).finalPath)
      if (isThere) continue
      done.push(
        await downloadFile(file, {
          folder,
          hub,
          token: secrets.get(),
          sha256: files.length === 1 ? options.sha256 : null,
          uri,
          signal: options.signal,
          ...(patience === undefined ? {} : { patience }),
          ...(onProgress === undefined
            ? {}
            : {
                onProgress: (progress) => {
                  onProgress({ ...progress, part: index + 1, parts: files.length })
                }
              })
        })
      )
    }
    return { first: partialFile(folder, files[0]?.fileName ?? '').finalPath, done }
  }

  return {
    resolve: (uri, signal) => resolveShorthand(uri, { hub, token: secrets.get(), signal }),
    async download(uri, options) {
      if (running.has(uri)) throw new DownloadFailed('exists', 'This model is on its way already.')
      running.add(uri)
      try {
        const { first, done } = await fetchParts(uri, options)
        const [only] = done
        const verified = done.length === 1 && only?.verified === true ? only.sha256 : null
        return await library.addDownloaded(first, verified, options.signal)
      } finally {
        running.delete(uri)
      }
    },
    unfinished: () => unfinishedIn(folder),
    discard(uri) {
      const parts = parseModelUri(uri, { hub })
      const files = parts.map(({ fileName }) => partialFile(folder, fileName))
      // Another process may be at it.
      const release = lock(parts)
      try {
        for (const file of files) file.discard()
        // A model of one file that has the name was there before.
        if (files.length > 1) discardParts(files.map(({ finalPath }) => finalPath))
      } finally {
        release()
      }
    }
  }

  /** Deletes the parts of a split model that never became whole; a scan may have listed them. */
  function discardParts(paths: readonly string[]): void {
    const listed = library
      .list()
      .filter(({ entry }) => entry.files.some(({ path }) => paths.includes(path)))
    if (listed.some(({ entry }) => entry.files.length === paths.length)) return
    for (const { id } of listed) library.remove(id)
    for (const path of paths) rmSync(path, { force: true })
  }
}
