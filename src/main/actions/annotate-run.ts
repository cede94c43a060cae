import { resolveAnyLiveRun } from '../runs/find-run.ts'
import type { RunServices } from '../runs/services.ts'
import { setNote, setStarred } from '../store/tables/runs.ts'
import { addTag, removeTag } from '../store/tables/tags.ts'

/** What somebody says of a run; what is undefined stays as it is. */
export interface RunAnnotation {
  readonly starred?: boolean | undefined
  /** In the place of an earlier one. */
  readonly note?: string | undefined
  readonly tags?:
    { readonly add: readonly string[]; readonly remove: readonly string[] } | undefined
}

/**
 * Writes it down, all of it or nothing. Returns the run's id.
 *
 * @throws UserError where there is no such run, or it is deleted
 */
export function annotateRun(
  { database, live }: Pick<RunServices, 'database' | 'live'>,
  name: string,
  { starred, note, tags }: RunAnnotation
): string {
  const { id, key } = resolveAnyLiveRun(database, name)
  const annotate = database.transaction(() => {
    if (starred !== undefined) setStarred(database, key, starred)
    if (note !== undefined) setNote(database, key, note)
    for (const tag of tags?.add ?? []) addTag(database, key, tag)
    for (const tag of tags?.remove ?? []) removeTag(database, key, tag)
  })
  annotate.immediate()
  live.emit('changed', id)
  return id
}
