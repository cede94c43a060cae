import { closeSync, fsyncSync, openSync, truncateSync, writeSync } from 'node:fs'
import { failureText } from '../../../shared/failure.ts'
import { UserError } from '../../user-error.ts'
import { requireSpace } from '../import-file.ts'
import { requireContent, startOf } from './answer-content.ts'
import { DownloadFailed } from './download-failed.ts'
import type { RemoteFile } from './model-uri.ts'
import type { PartialFile } from './partial-file.ts'
import { Passing, watchSpeed, type Patience } from './patience.ts'
import { askFor, type ServerAnswer } from './request.ts'

export interface Progress {
  readonly phase: 'fetching' | 'verifying'
  readonly received: number
  /** Null where the server does not say. */
  readonly total: number | null
}

const PROGRESS_EVERY_MS = 100

/** Where a file comes from, where it goes, and what is known of it. */
export interface TransferOptions {
  readonly folder: string
  readonly hub: URL
  readonly token: string | null
  /** SHA-256 that the user gave, or null to go by the hub's. */
  readonly sha256: string | null
  /** What the user asked for, kept beside the partial file. */
  readonly uri: string
  /** Pauses: the partial file stays, and the same call goes on from there. */
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** What a whole file must be. */
export interface Expected {
  readonly bytes: number | null
  readonly sha256: string | null
}

/** One connection: asks for what is missing of a file, and adds it to what is there. */
export async function transfer(
  file: RemoteFile,
  part: PartialFile,
  options: TransferOptions,
  patience: Patience
): Promise<Expected> {
  const notes = part.read()
  const have = (notes?.etag ?? null) === null ? 0 : part.size()
  if (notes !== null && have > 0 && have === notes.bytes) {
    return { bytes: notes.bytes, sha256: options.sha256 ?? notes.sha256 }
  }
  const watch = watchSpeed(options.signal, patience)
  try {
    const answer = await askFor(file.url, {
      from: have,
      etag: notes?.etag ?? null,
      token: options.token,
      hub: options.hub,
      signal: watch.signal
    })
    await requireContent(answer, file, options.token)
    const from = startOf(answer.response, have)
    if (from < have || part.size() > have) truncate(part, from)
    const { etag, bytes } = answer
    const sha256 = options.sha256 ?? answer.sha256
    requireRoom(options.folder, (bytes ?? 0) - from)
    part.write({ uri: options.uri, fileName: file.fileName, etag, bytes, sha256 })
    await save(answer, part, from, { ...options, onBytes: watch.count })
    return { bytes, sha256 }
  } catch (error) {
    if (watch.tooSlow()) {
      throw new Passing(
        new DownloadFailed(
          'too-slow',
          `${file.url.host} sends almost nothing. What has arrived is kept: try again later.`
        )
      )
    }
    throw error
  } finally {
    watch.stop()
  }
}

function requireRoom(folder: string, bytes: number): void {
  try {
    requireSpace(folder, bytes)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new DownloadFailed('no-space', failureText(error))
  }
}

function truncate(part: PartialFile, length: number): void {
  if (part.size() > 0) truncateSync(part.path, length)
}

interface SaveOptions extends TransferOptions {
  readonly onBytes: (count: number) => void
}

async function save(
  { response, bytes }: ServerAnswer,
  part: PartialFile,
  from: number,
  { onBytes, onProgress }: SaveOptions
): Promise<void> {
  const handle = openSync(part.path, from === 0 ? 'w' : 'a')
  let received = from
  let told = 0
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      received += chunk.length
      if (bytes !== null && received > bytes) {
        part.discard()
        throw new DownloadFailed(
          'wrong-length',
          `The server sends more than the ${bytes} bytes that it announced.`
        )
      }
      writeSync(handle, chunk)
      onBytes(chunk.length)
      if (performance.now() - told < PROGRESS_EVERY_MS && received !== bytes) continue
      told = performance.now()
      onProgress?.({ phase: 'fetching', received, total: bytes })
    }
    fsyncSync(handle)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      throw new DownloadFailed('no-space', 'The disk is full. Make room, and go on.')
    }
    throw error
  } finally {
    closeSync(handle)
  }
  if (bytes !== null && received < bytes) {
    throw new Passing(
      new DownloadFailed(
        'unreachable',
        `Only ${received} of ${bytes} bytes arrived. Try again later.`
      )
    )
  }
}
