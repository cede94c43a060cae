import type { KnownHash } from '../../shared/inference-messages.ts'
import type { LibraryEntry } from '../../shared/model-library.ts'
import { UserError } from '../user-error.ts'
import { isUnchanged, sha256Of, type HashOptions } from './file-stamp.ts'
import type { ModelRecords } from './records.ts'

/** What came of computing a model's hash. `unknown`: its source names none to compare with. */
export interface Verification {
  readonly sha256: readonly string[]
  readonly outcome: 'matches' | 'differs' | 'unknown'
}

/** The SHA-256 of models: computed once, and kept for as long as a file's size and time stay as they were. */
export interface ModelHashes {
  /** Computes the hash anew. */
  verify(id: string, signal?: AbortSignal): Promise<Verification>
  /**
   * Computes the hashes that are missing, one after another. For the background; stops when the signal says so.
   * `pause` is waited for after each megabyte.
   */
  hashMissing(signal: AbortSignal, pause?: () => Promise<void>): Promise<void>
  /** Hashes of these files, where they are still as they were when those were computed. */
  knownHashes(paths: readonly string[]): readonly KnownHash[]
  /** Keeps the hash of a model of one file that was computed elsewhere. */
  noteHash(path: string, sha256: string): void
}

/** Computes the hashes of an entry's files and keeps them. */
export type HashEntry = (entry: LibraryEntry, options?: HashOptions) => Promise<LibraryEntry>

export function createHashes(
  records: ModelRecords,
  entryOf: (id: string) => LibraryEntry
): ModelHashes & { readonly hashed: HashEntry } {
  async function hashed(entry: LibraryEntry, options?: HashOptions): Promise<LibraryEntry> {
    const sha256: string[] = []
    for (const { path } of entry.files) sha256.push(await sha256Of(path, options))
    if (!entry.files.every(isUnchanged)) {
      throw new UserError('The file changed while it was read: scan again.')
    }
    // Read again: the library went on while the file was read.
    const next = { ...entryOf(entry.id), sha256 }
    records.note(next)
    return next
  }

  return {
    hashed,
    async verify(id, signal) {
      const { sha256, expectedSha256 } = await hashed(entryOf(id), { signal })
      if (sha256 === null || expectedSha256 === null) {
        return { sha256: sha256 ?? [], outcome: 'unknown' }
      }
      const same = sha256.every((hash, index) => hash === expectedSha256[index])
      return { sha256, outcome: same ? 'matches' : 'differs' }
    },
    async hashMissing(signal, pause) {
      for (const { id } of records.list()) {
        if (signal.aborted) return
        // The list may be older than the file by the time that its turn comes.
        const entry = records.list().find((record) => record.id === id)
        if (entry?.sha256 !== null || !entry.files.every(isUnchanged)) continue
        // One file that cannot be read is no reason to leave out the others.
        await hashed(entry, { signal, pause }).catch(() => undefined)
      }
    },
    knownHashes: (paths) =>
      records.seen().flatMap(({ files: [first], sha256 }) => {
        const hash = sha256?.[0]
        if (first === undefined || hash === undefined || !paths.includes(first.path)) return []
        return isUnchanged(first) ? [{ ...first, sha256: hash }] : []
      }),
    noteHash(path, sha256) {
      const entry = records.seen().find(({ files }) => files[0]?.path === path)
      // Of a split model, a run hashes the first part only.
      if (entry?.files.length !== 1 || entry.sha256 !== null) return
      if (entry.files.every(isUnchanged)) records.note({ ...entry, sha256: [sha256] })
    }
  }
}
