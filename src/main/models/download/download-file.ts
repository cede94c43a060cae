import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync
} from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { sha256Of } from '../file-stamp.ts'
import { UserError } from '../../user-error.ts'
import { requireSpace } from '../import-file.ts'
import { DownloadFailed } from './download-failed.ts'
import { lockPartial } from './download-lock.ts'
import type { RemoteFile } from './model-uri.ts'
import { causeOfFailure } from './network.ts'
import { partialFile, type PartialFile } from './partial-file.ts'
import { askFor, type Answer } from './request.ts'
import { makeFolder } from '../../make-folder.ts'

export interface Progress {
  readonly phase: 'fetching' | 'verifying'
  readonly received: number
  /** Null where the server does not say. */
  readonly total: number | null
}

export interface DownloadOptions {
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
  readonly patience?: Patience
}

/** When to give up. */
export interface Patience {
  /** Failed attempts in a row, none of which brought a byte. */
  readonly attempts: number
  /** Wait before the second attempt, in milliseconds; twice as long before each further one. */
  readonly backoffMs: number
  /** Longest wait that a server may ask for, in milliseconds. */
  readonly longestWaitMs: number
  /** A connection must bring `leastBytes` in each `windowMs`. */
  readonly windowMs: number
  readonly leastBytes: number
}

const PROGRESS_EVERY_MS = 100

const PATIENCE: Patience = {
  attempts: 5,
  backoffMs: 1000,
  longestWaitMs: 300_000,
  windowMs: 30_000,
  leastBytes: 32 * 1024
}

export interface Downloaded {
  readonly path: string
  /** Of the file as it is on the disk. */
  readonly sha256: string
  /** The hash was held against one that the user or the hub gave. */
  readonly verified: boolean
}

/**
 * Fetches one file. It gets its name only when it is complete and its length and hash are right; until then it lies
 * beside in `.part`, where a later call finds it.
 *
 * @throws DownloadFailed, or an AbortError where it was paused
 */
export async function downloadFile(
  file: RemoteFile,
  options: DownloadOptions
): Promise<Downloaded> {
  makeFolder(options.folder)
  const part = partialFile(options.folder, file.fileName)
  if (existsSync(part.finalPath)) {
    throw new DownloadFailed('exists', `${part.finalPath} is there already.`)
  }
  const release = lockPartial(part.path)
  try {
    const expected = await fetchAll(file, part, options)
    return await finish(part, expected, options)
  } finally {
    release()
  }
}

interface Expected {
  readonly bytes: number | null
  readonly sha256: string | null
}

/** Attempts until the partial file is complete. */
async function fetchAll(
  file: RemoteFile,
  part: PartialFile,
  options: DownloadOptions
): Promise<Expected> {
  const patience = options.patience ?? PATIENCE
  for (let failures = 0; ;) {
    const before = part.size()
    try {
      return await attempt(file, part, options, patience)
    } catch (error) {
      options.signal.throwIfAborted()
      const { wait, cause } = retryable(error, file, patience)
      failures = part.size() >= before + patience.leastBytes ? 1 : failures + 1
      if (failures >= patience.attempts) throw cause
      const backoff = patience.backoffMs * 2 ** (failures - 1)
      await sleep(wait ?? backoff, undefined, { signal: options.signal })
    }
  }
}

/** A failure that may pass; `wait` is what the server asked for. */
class Passing extends Error {
  readonly failure: DownloadFailed
  readonly wait: number | null

  constructor(failure: DownloadFailed, wait: number | null = null) {
    super(failure.message)
    this.failure = failure
    this.wait = wait
  }
}

function retryable(error: unknown, { url }: RemoteFile, { longestWaitMs }: Patience) {
  if (error instanceof DownloadFailed) throw error
  if (error instanceof Passing) {
    if (error.wait !== null && error.wait > longestWaitMs) throw error.failure
    return { wait: error.wait, cause: error.failure }
  }
  // fetch wraps what goes wrong on the network in a TypeError; anything else will not pass.
  if (!(error instanceof TypeError)) throw error
  const cause = new DownloadFailed(
    'unreachable',
    `The connection to ${url.host} fails${causeOfFailure(error)}. What has arrived is kept: try again later.`,
    { cause: error }
  )
  return { wait: null, cause }
}

async function attempt(
  file: RemoteFile,
  part: PartialFile,
  options: DownloadOptions,
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
    throw new DownloadFailed('no-space', `${error.message} ${error.hint ?? ''}`.trim())
  }
}

/** Ends a connection that trickles, and any connection in the end: nothing goes on arriving after a failure. */
function watchSpeed(outer: AbortSignal, { windowMs, leastBytes }: Patience) {
  const end = new AbortController()
  let inWindow = 0
  let slow = false
  const timer = setInterval(() => {
    if (inWindow < leastBytes) {
      slow = true
      end.abort()
    }
    inWindow = 0
  }, windowMs)
  return {
    signal: AbortSignal.any([outer, end.signal]),
    count: (bytes: number) => {
      inWindow += bytes
    },
    tooSlow: () => slow,
    stop() {
      clearInterval(timer)
      end.abort()
    }
  }
}

async function requireContent(
  { response }: Answer,
  { url, fileName }: RemoteFile,
  token: string | null
): Promise<void> {
  const { status } = response
  const isPage = /^text\/html\b/i.test(response.headers.get('content-type') ?? '')
  if ((status === 200 || status === 206) && !isPage) return
  await response.body?.cancel()
  switch (status) {
    case 200:
    case 206:
      throw new DownloadFailed(
        'refused',
        `${url.host} sends a web page instead of ${fileName}: it may want you to log in, or the address is that of a page.`
      )
    case 401:
    case 403:
      throw new DownloadFailed(
        'needs-token',
        token === null
          ? `${url.host} wants a token for ${fileName}. Accept its licence there, and set a token (HF_TOKEN).`
          : `${url.host} does not let this token have ${fileName}. Accept its licence there, or use another token.`
      )
    case 404:
    case 410:
      throw new DownloadFailed('not-found', `There is no ${fileName} at ${url.host}.`)
    case 416:
      throw new DownloadFailed(
        'wrong-length',
        `${url.host} has less of ${fileName} than was received. Remove the download, and begin again.`
      )
    case 429:
      throw new Passing(
        new DownloadFailed('busy', `${url.host} has had too many requests. Try again later.`),
        waitIn(response.headers.get('retry-after'))
      )
  }
  const failure = new DownloadFailed('refused', `${url.host} answers ${status} for ${fileName}.`)
  throw status >= 500 ? new Passing(failure) : failure
}

/** Milliseconds that a server asks to wait: it says seconds, or a date. */
function waitIn(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now())
}

/** The byte that an answer begins with: a server that knows no ranges, or has other content, begins anew. */
function startOf(response: Response, asked: number): number {
  if (response.status === 200) return 0
  const from = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1]
  if (from !== undefined && Number(from) === asked) return asked
  throw new Passing(
    new DownloadFailed('refused', 'The server sent another part than was asked for.')
  )
}

function truncate(part: PartialFile, length: number): void {
  if (part.size() > 0) truncateSync(part.path, length)
}

interface SaveOptions extends DownloadOptions {
  readonly onBytes: (count: number) => void
}

async function save(
  { response, bytes }: Answer,
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

async function finish(
  part: PartialFile,
  expected: Expected,
  { signal, onProgress }: DownloadOptions
): Promise<Downloaded> {
  const bytes = part.size()
  if (expected.bytes !== null && bytes !== expected.bytes) {
    part.discard()
    throw new DownloadFailed(
      'wrong-length',
      `${bytes} bytes arrived where ${expected.bytes} were announced, and were deleted. Download it again.`
    )
  }
  onProgress?.({ phase: 'verifying', received: bytes, total: expected.bytes })
  const sha256 = await sha256Of(part.path, { signal })
  if (expected.sha256 !== null && sha256 !== expected.sha256) {
    part.discard()
    throw new DownloadFailed(
      'wrong-hash',
      'What arrived is not what was announced (its SHA-256 differs), and was deleted. Download it again.'
    )
  }
  renameSync(part.path, part.finalPath)
  rmSync(`${part.path}.json`, { force: true })
  return { path: part.finalPath, sha256, verified: expected.sha256 !== null }
}
