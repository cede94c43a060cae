import { type RunStatus, setNameOf } from '../../shared/run-record.ts'
import type { RunSummary } from '../../shared/run-list.ts'
import { runsWith } from '../store/search.ts'
import type { Database } from '../store/sql.ts'
import { countAttempts } from '../store/tables/attempts.ts'
import {
  listAllRuns,
  readAnyRun,
  type RunFilter,
  type RunHead,
  type RunRecord,
  type UnreadableRun
} from '../store/tables/runs.ts'
import { accuracyByMethod } from '../store/tables/outcomes.ts'
import { tagsOf } from '../store/tables/tags.ts'
import { leaseHolder, leaseOf } from './lease.ts'

/** Runs, newest first; those in which all of the words occur, or whose tags, note, set or methods say so. */
export function listRuns(
  database: Database,
  now: number,
  { search, ...filter }: RunFilter & { readonly search?: string } = {}
): RunSummary[] {
  const records = search === undefined ? listAllRuns(database, filter) : matching()
  return records.map((run) => summarise(database, now, run))

  function matching(): (RunRecord | UnreadableRun)[] {
    const { limit = 200, tag, starred = false, outcome } = filter
    const found = runsWith(database, search!)
    const listed = listAllRuns(database, { ...filter, limit: 10_000 })
    const named = listed.filter((run) => describes(database, run, search!))
    const keys = new Set([...found, ...named.map(({ key }) => key)])
    const isNarrowed = tag !== undefined || starred || outcome !== undefined
    const wanted = !isNarrowed ? null : new Set(listed.map(({ key }) => key))
    return [...keys]
      .filter((key) => wanted === null || wanted.has(key))
      .map((key) => readAnyRun(database, key))
      .sort((a, b) => b.key - a.key)
      .slice(0, limit)
  }
}

export function summarise(
  database: Database,
  now: number,
  run: RunRecord | UnreadableRun
): RunSummary {
  const counts = countAttempts(database, run.key)
  const { done = 0, failed = 0 } = counts
  return {
    id: run.id,
    kind: run.kind,
    set: run.config?.set?.id ?? null,
    setName: run.config && setNameOf(run.config),
    methods: run.config?.methods ?? [],
    pair: run.config && {
      target: run.config.pair.target.name,
      draft: run.config.pair.draft.name
    },
    seed: run.seed,
    accuracy: accuracyOf(database, run),
    status: statusOf(database, now, run),
    attempts: { done: done + failed, failed, total: run.planned },
    created: iso(run.createdAt)!,
    started: iso(run.startedAt),
    finished: iso(run.finishedAt),
    tags: tagsOf(database, run.key),
    starred: run.starred,
    note: run.note,
    failure: run.failure,
    unreadable: run.config === null ? run.reason : null
  }
}

/** In the order of the run's methods; empty while there is nothing to compute it from. */
function accuracyOf(
  database: Database,
  { key, config }: RunRecord | UnreadableRun
): RunSummary['accuracy'] {
  const known = new Map(accuracyByMethod(database, key).map((one) => [one.method, one.accuracy]))
  return (config?.methods ?? []).flatMap((method) => {
    const accuracy = known.get(method)
    return accuracy === undefined ? [] : [{ method, accuracy }]
  })
}

/** A run that is marked running without a living process was interrupted, whatever is written. */
export function statusOf(database: Database, now: number, run: RunHead): RunStatus {
  if (run.status !== 'running') return run.status
  return leaseHolder(database, leaseOf(run), now) ? 'running' : 'interrupted'
}

function describes(
  database: Database,
  { key, id, note, config }: RunRecord | UnreadableRun,
  search: string
): boolean {
  const { set, methods = [] } = config ?? {}
  const text = [id, note, set?.id, set?.name, ...methods, ...tagsOf(database, key)].join(' ')
  return text.toLowerCase().includes(search.toLowerCase())
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
