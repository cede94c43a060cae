import type { Database } from '../store/sql.ts'
import { readEvents } from '../store/tables/event-batches.ts'
import { runningAttempts } from '../store/tables/attempts.ts'
import { runningRuns } from '../store/tables/runs.ts'
import type { LiveRuns } from './live.ts'

const POLL_MS = 250

/**
 * Lets this process see live what another one does with the same store, through the same batches and changes as
 * its own runs. Returns how to stop.
 *
 * @param isOwn whether this process itself works on the run.
 */
export function watchOthers(
  { database, live }: { readonly database: Database; readonly live: LiveRuns },
  isOwn: (run: string) => boolean,
  pollMs = POLL_MS
): () => void {
  let version = dataVersion(database)
  let known = new Map<number, { run: string; next: number }>()
  let knownRuns = new Set<string>()

  function look(): void {
    const now = dataVersion(database)
    if (now === version) return
    version = now
    const running = runningAttempts(database).filter(({ run }) => !isOwn(run))
    const before = known
    known = new Map(running.map(({ key, run }) => [key, { run, next: before.get(key)?.next ?? 0 }]))
    const runs = new Set(runningRuns(database).filter((run) => !isOwn(run)))
    const changed = new Set(
      [...runs, ...knownRuns].filter((run) => runs.has(run) !== knownRuns.has(run))
    )
    knownRuns = runs
    for (const [key, { run }] of before) if (!known.has(key)) changed.add(run)
    for (const [attempt, one] of known) {
      if (!before.has(attempt)) changed.add(one.run)
      const events = readEvents(database, attempt, one.next)
      if (events.length > 0) {
        live.emit('batch', { run: one.run, attempt, first: one.next, events, progress: [] })
        one.next += events.length
      }
    }
    for (const run of changed) live.emit('changed', run)
  }

  const timer = setInterval(look, pollMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** A number that changes when another connection commits. */
function dataVersion(database: Database): number {
  return database.pragma('data_version', { simple: true }) as number
}
