import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { appendFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReadingProgress, UploadPart, UploadRequest } from '../../../shared/contract/sets.ts'
import type { AskOptions } from '../../problem-sets/reading-process.ts'
import { isAlive } from '../../process-alive.ts'
import { IN_DATA } from '../../data-directory.ts'
import { UserError } from '../../user-error.ts'
import { makeFolder } from '../../make-folder.ts'

/** Pages that were reloaded leave files behind: of more than these, the one that was used longest ago goes. */
const MOST = 4

/** A file that is whole, for those who read it. */
export interface UploadedFile {
  readonly path: string
  /** What it is called where it came from. */
  readonly name: string
}

interface Upload extends UploadedFile {
  readonly bytes: number
  received: number
  /** A part is being written. */
  busy: boolean
  /** Ends what reads it. */
  reading: AbortController | null
  /** Settles when nothing reads or writes it. Never rejects. */
  over: Promise<unknown>
}

/**
 * Files that a page sends in parts, to be read by path. Each is a file of the data folder, private like all in it, and
 * goes when it was imported or is wanted no longer, with the program, or at the next start after that was killed.
 */
export class Uploads extends EventEmitter<{ progress: [progress: ReadingProgress] }> {
  readonly #folder: string
  /** The one that was used last comes last. */
  readonly #uploads = new Map<string, Upload>()

  /** @param data the data folder, which may not exist yet. */
  constructor(data: string) {
    super()
    this.#folder = join(data, IN_DATA.uploads)
    removeOrphans(this.#folder)
  }

  /** @returns by what the page names it. */
  async begin({ name, bytes }: UploadRequest): Promise<string> {
    const [oldest] = this.#uploads.keys()
    if (oldest !== undefined && this.#uploads.size >= MOST) await this.discard(oldest)
    const id = randomUUID()
    const path = join(this.#folder, `${process.pid}-${id}`)
    makeFolder(this.#folder)
    await writeFile(path, '', { flag: 'wx', mode: 0o600 })
    this.#uploads.set(id, {
      path,
      name,
      bytes,
      received: 0,
      busy: false,
      reading: null,
      over: Promise.resolve()
    })
    return id
  }

  /** Takes the next part. What goes wrong ends the whole upload. */
  async take({ upload: id, from, content }: UploadPart): Promise<void> {
    const upload = this.#use(id)
    const part = Buffer.from(content, 'base64')
    try {
      if (upload.busy || from !== upload.received || from + part.length > upload.bytes) {
        throw new UserError('The file did not arrive as it was sent.', 'Choose it again.')
      }
      upload.busy = true
      const writing = appendFile(upload.path, part)
      upload.over = Promise.allSettled([writing])
      await writing
      upload.received += part.length
      upload.busy = false
    } catch (error) {
      await this.discard(id)
      throw error
    }
  }

  /**
   * Reads a file that has arrived whole, telling how far it is; a reading of it that still goes on is stopped.
   *
   * @throws as the work does, and where the file is gone or not whole.
   */
  async read<T>(
    id: string,
    work: (file: UploadedFile, options: AskOptions) => Promise<T>
  ): Promise<T> {
    const upload = this.#use(id)
    if (upload.received < upload.bytes) {
      throw new UserError('The file has not arrived yet.', 'Choose it again.')
    }
    upload.reading?.abort()
    const reading = new AbortController()
    upload.reading = reading
    const done = work(upload, {
      signal: reading.signal,
      onProgress: (progress) => this.emit('progress', { upload: id, ...progress })
    })
    upload.over = Promise.allSettled([upload.over, done])
    return done
  }

  /** Stops what reads the file, and deletes it. One that is gone already is no error. */
  async discard(id: string): Promise<void> {
    const upload = this.#uploads.get(id)
    if (upload === undefined) return
    this.#uploads.delete(id)
    upload.reading?.abort()
    await upload.over
    await remove(upload.path)
  }

  /** Ends all. */
  async close(): Promise<void> {
    await Promise.all([...this.#uploads.keys()].map((id) => this.discard(id)))
    this.removeAllListeners()
  }

  #use(id: string): Upload {
    const upload = this.#uploads.get(id)
    if (upload === undefined) throw new UserError('This file is gone.', 'Choose it again.')
    this.#uploads.delete(id)
    this.#uploads.set(id, upload)
    return upload
  }
}

function remove(path: string): Promise<void> {
  return rm(path, { force: true, maxRetries: 3 })
}

/** What programs left that were killed. Their names begin with the number of the process. */
function removeOrphans(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const owner = Number.parseInt(name, 10)
      if (owner > 0 && (owner === process.pid || !isAlive(owner))) rmSync(join(folder, name))
    }
  } catch {
    // There is no folder yet, or nothing can be written in it: the program starts all the same.
  }
}
