import { NO_OWN_WORDS, type LibraryEntry } from '../../shared/model-library.ts'
import { isUnchanged, stampOf } from './file-stamp.ts'
import type { FoundFile } from './find-files.ts'
import type { Inspector } from './inspector.ts'
import { isAdded } from './known-files.ts'
import { idOf } from './model-id.ts'
import type { ModelRecords } from './records.ts'

/**
 * What the header of a file says, as an entry of the library; read anew only where the file has changed.
 *
 * @param known what the library has of it
 */
export async function inspected(
  inspector: Pick<Inspector, 'read'>,
  found: FoundFile,
  known: LibraryEntry | undefined
): Promise<LibraryEntry> {
  const unchanged = known?.files.every(isUnchanged) === true
  if (unchanged && known.summary?.character !== null) return known
  // What a user added stays, also while its disk is not there.
  if (known !== undefined && isAdded(known) && stampOf(found.path) === null) return known
  const { summary, refusal } = await inspector.read(found.path)
  // An earlier version read less of the header; what else is known of the file still holds.
  if (unchanged && summary !== null) return { ...known, summary }
  return {
    id: idOf(found.path),
    title: found.title,
    origin: known?.origin ?? found.origin,
    mode: known?.mode ?? 'reference',
    files: (summary?.files ?? [found.path]).flatMap((path) => stampOf(path) ?? []),
    summary,
    refusal,
    tried: false,
    sha256: null,
    // Of a split model the sources name no hash for each part.
    expectedSha256:
      found.expectedSha256 === null || (summary?.files.length ?? 1) > 1
        ? null
        : [found.expectedSha256],
    own: known?.own ?? NO_OWN_WORDS
  }
}

/** Opens a model in a process of its own, unless that was done, and records what came of it. */
export async function tried(
  entry: LibraryEntry,
  {
    inspector,
    records
  }: { readonly inspector: Pick<Inspector, 'open'>; readonly records: Pick<ModelRecords, 'note'> },
  signal?: AbortSignal
): Promise<LibraryEntry> {
  const [first] = entry.files
  const settled = entry.tried || entry.refusal !== null
  if ((settled && !wasTooSlow(entry)) || first === undefined) return entry
  if (entry.summary?.cannotWrite !== null) return entry
  const { refusal } = await inspector.open(first.path, signal)
  const next = { ...entry, refusal, tried: true }
  records.note(next)
  return next
}

/** Perhaps it was not the file but the machine, which may be less busy now. */
export function wasTooSlow({ refusal }: LibraryEntry): boolean {
  return refusal?.code === 'hung'
}
