import type { LibraryEntry } from '../../shared/model-library.ts'
import { inspected } from './inspected-entry.ts'
import type { Inspector } from './inspector.ts'
import { foundEverywhere, type LookedInto } from './known-files.ts'
import { idOf } from './model-id.ts'
import type { ModelRecords } from './records.ts'

export interface ScanOptions {
  readonly signal?: AbortSignal | undefined
  /** Where the list is wanted and not that it is kept: where nothing can be written, this process alone remembers it. */
  readonly inPassing?: 'in passing' | null
}

/** Looks for models everywhere and keeps what was found; what is gone is forgotten. */
export async function scanModels(
  options: LookedInto & { readonly records: ModelRecords; readonly inspector: Inspector },
  { signal, inPassing = null }: ScanOptions
): Promise<void> {
  const { records, inspector } = options
  const { found, cutFolders } = foundEverywhere(options)
  // Read once: a library of hundreds would be parsed hundreds of times.
  const known = new Map(records.list().map((entry) => [entry.id, entry]))
  const entries: LibraryEntry[] = []
  for (const file of found) {
    signal?.throwIfAborted()
    const entry = await inspected(inspector, file, known.get(idOf(file.path)))
    if (entry.files.length > 0) entries.push(entry)
  }
  const kept = new Set(entries.map(({ id }) => id))
  // What came in meanwhile, such as a hash, stays.
  const changed = entries.filter((entry) => known.get(entry.id) !== entry)
  const gone = new Set([...known.keys()].filter((id) => !kept.has(id)))
  records.putScan({ found: changed, gone, cutFolders }, inPassing)
}
