import { SHORTEST_CONTEXT } from '../../core/memory/shortest-context.ts'
import type { Fitness, LibraryEntry, ListedModel } from '../../shared/model-library.ts'
import { isUnchanged, stampOf } from './file-stamp.ts'

/** The entry as a list shows it: with what it can serve as, or the reason why not. */
export function listed(entry: LibraryEntry): ListedModel {
  const reason = whyItCannotServe(entry)
  const fitness: Fitness = reason === null ? { able: true } : { able: false, reason }
  return {
    id: entry.id,
    name: entry.title ?? entry.summary?.name ?? fileName(entry),
    entry,
    bytes: entry.files.reduce((sum, { bytes }) => sum + bytes, 0),
    target: fitness,
    draft: fitness
  }
}

function whyItCannotServe(entry: LibraryEntry): string | null {
  const gone = entry.files.find(({ path }) => stampOf(path) === null)
  if (gone !== undefined) return `The file ${gone.path} is not there any more.`
  if (!entry.files.every(isUnchanged)) {
    return 'The file has changed since it was inspected: scan again.'
  }
  if (entry.refusal !== null) return entry.refusal.sentence
  const { summary } = entry
  if (summary === null) return 'It has not been inspected yet: scan again.'
  if (summary.cannotWrite !== null) return summary.cannotWrite
  if (summary.contextLength < SHORTEST_CONTEXT) {
    return `It sees only ${summary.contextLength} tokens at once; a solution needs ${SHORTEST_CONTEXT}.`
  }
  if (hashMismatch(entry)) return 'Its content is not what its source says: download it again.'
  return null
}

function hashMismatch({ sha256, expectedSha256 }: LibraryEntry): boolean {
  if (sha256 === null || expectedSha256 === null) return false
  return sha256.some((hash, index) => hash !== expectedSha256[index])
}

function fileName(entry: LibraryEntry): string {
  return entry.files[0]?.path.split(/[\\/]/).at(-1) ?? entry.id
}
