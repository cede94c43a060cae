import { rmSync } from 'node:fs'
import type { ListedModel } from '../../../shared/model-library.ts'
import type { ModelLibrary } from '../library.ts'
import { DownloadFailed } from './download-failed.ts'
import { downloadFile } from './download-file.ts'
import type { Patience } from './patience.ts'
import type { Progress } from './transfer.ts'
import { resolveShorthand } from './hub-shorthand.ts'
import { parseModelUri } from './model-uri.ts'
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
  /** Deletes what has arrived of an unfinished download, of a split model the parts that are complete too. */
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

  async function fetchParts(uri: string, options: DownloadStart) {
    const files = parseModelUri(uri, { hub })
    const done = []
    for (const [index, file] of files.entries()) {
      const { onProgress } = options
      try {
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
      } catch (error) {
        // Of a split model, the parts that are there need not be fetched again.
        const there = error instanceof DownloadFailed && error.code === 'exists'
        if (!there || files.length === 1) throw error
      }
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
        return await library.addDownloaded(first, verified)
      } finally {
        running.delete(uri)
      }
    },
    unfinished: () => unfinishedIn(folder),
    discard(uri) {
      const files = parseModelUri(uri, { hub }).map(({ fileName }) => partialFile(folder, fileName))
      for (const file of files) file.discard()
      // A model of one file that has the name was there before.
      if (files.length > 1) discardParts(files.map(({ finalPath }) => finalPath))
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
