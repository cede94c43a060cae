import {
  UPLOAD_PART,
  type ChosenFile,
  type ReadingProgress
} from '../../../shared/contract/sets.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { ImportPreview } from '../../../shared/problem-set.ts'
import { call, onPush } from '../../lib/api.ts'
import { failureOf } from '../../lib/call-failed.ts'
import { t } from '../../words/t.ts'

type Choices = Omit<ChosenFile, 'upload'>

/** The program guesses. */
const GUESS: Choices = { mapping: {}, answerKind: null, several: null }

/** A file on its way to a problem set: sent once, in parts, then looked at as often as a choice changes. */
export class FileImport {
  name = $state<string | null>(null)
  /** What is being done with the file; null while the person is asked. */
  work = $state<'sending' | 'reading' | 'importing' | null>(null)
  /** How far that is, from 0 to 1. */
  share = $state(0)
  /** How many were read. */
  problems = $state(0)
  choices = $state.raw<Choices>(GUESS)
  preview = $state.raw<ImportPreview | null>(null)
  /** Which field was taken as what when it was last read without a fault. */
  mapping = $state.raw<Partial<ImportPreview['mapping']>>({})
  failure = $state.raw<Failure | null>(null)
  #upload: string | null = null
  /** Of several works the last one counts. */
  #turn = 0

  /** Follows how far reading is; returns what ends it. */
  follow(): () => void {
    return onPush('uploads.progress', ({ upload, share, problems }: ReadingProgress) => {
      if (upload !== this.#upload || this.work === null) return
      this.share = share
      this.problems = problems
    })
  }

  /** Sends the file, and reads it. What was chosen before is discarded. */
  async send(file: File): Promise<void> {
    this.stop()
    this.name = file.name
    const turn = this.#begin('sending')
    try {
      const { upload } = await call('uploads.begin', { name: file.name, bytes: file.size })
      if (turn !== this.#turn) return discard(upload)
      this.#upload = upload
      for (let from = 0; from < file.size; from += UPLOAD_PART) {
        const content = await base64(file.slice(from, from + UPLOAD_PART))
        if (turn !== this.#turn) return
        await call('uploads.part', { upload, from, content })
        if (turn !== this.#turn) return
        this.share = Math.min(1, (from + UPLOAD_PART) / file.size)
      }
      await this.#look()
    } catch (error) {
      this.#fail(turn, error)
    }
  }

  /** Reads it again, with another choice. */
  async choose(choice: Partial<Choices>): Promise<void> {
    this.choices = { ...this.choices, ...choice }
    await this.#look()
  }

  /**
   * Stores its problems.
   *
   * @param ungraded although most of them cannot be graded.
   * @returns the set's id; null where that failed or was stopped.
   */
  async import(title: string, ungraded: boolean): Promise<string | null> {
    const upload = this.#upload
    if (upload === null) return null
    const turn = this.#begin('importing')
    try {
      const { id } = await call('sets.import', { upload, ...this.choices, title, ungraded })
      return id
    } catch (error) {
      this.#fail(turn, error)
      return null
    }
  }

  /** Stops whatever is being done; the program deletes what it was sent. */
  stop(): void {
    this.#turn += 1
    if (this.#upload !== null) discard(this.#upload)
    this.#upload = null
    this.name = null
    this.work = null
    this.choices = GUESS
    this.preview = null
    this.mapping = {}
    this.failure = null
  }

  async #look(): Promise<void> {
    const upload = this.#upload
    if (upload === null) return
    const turn = this.#begin('reading')
    this.preview = null
    try {
      const preview = await call('sets.preview', { upload, ...this.choices })
      if (turn !== this.#turn) return
      this.preview = preview
      this.mapping = preview.mapping
      this.work = null
    } catch (error) {
      this.#fail(turn, error)
    }
  }

  #begin(work: 'sending' | 'reading' | 'importing'): number {
    this.work = work
    this.share = 0
    this.problems = 0
    this.failure = null
    return ++this.#turn
  }

  #fail(turn: number, error: unknown): void {
    if (turn !== this.#turn) return
    this.work = null
    this.failure = failureOf(error)
  }
}

/** The program forgets it by itself where it cannot be told. */
function discard(upload: string): void {
  call('uploads.discard', { upload }).catch(() => undefined)
}

function base64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '')
    reader.onerror = () => reject(new Error(t('import.unreadable')))
    reader.readAsDataURL(blob)
  })
}
