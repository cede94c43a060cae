import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunSummary } from '../../src/shared/run-list.ts'
import { runHere } from './run-here.ts'
import { readLeft } from './version-documents.ts'

/** What the commands of a version print about the store of a data folder, as JSON. */
export interface VersionFigures {
  readonly runs: readonly RunSummary[]
  readonly deleted: readonly RunSummary[]
  readonly runsById: Readonly<Record<string, RunFigures>>
  readonly comparison: unknown
  readonly leaderboard?: unknown
  /** What was read in the documents beside the store. */
  readonly documents?: unknown
}

export interface RunFigures {
  readonly show: { readonly attempts: readonly { readonly attempt: number }[] }
  /** What was in each attempt, by its key. */
  readonly attempts: Readonly<Record<string, unknown>>
  readonly report: unknown
  /** Lines of the export as JSON Lines. */
  readonly rows: readonly unknown[]
}

/** Asks everything of a store that its figures are in: `runs`, `show`, `report`, `export` and `compare`. */
export async function recordFigures(
  data: string,
  reportFlags: readonly string[] = []
): Promise<VersionFigures> {
  const ask = (...args: string[]) => askTandem(data, args)
  const { runs } = (await ask('runs', '--json')) as Pick<VersionFigures, 'runs'>
  const { runs: deleted } = (await ask('runs', '--deleted', '--json')) as Pick<
    VersionFigures,
    'runs'
  >
  const runsById: Record<string, RunFigures> = {}
  for (const { id } of runs) {
    const show = (await ask('show', id, '--json')) as RunFigures['show']
    const attempts: Record<string, unknown> = {}
    for (const { attempt } of show.attempts) {
      attempts[attempt] = await ask('show', id, '--attempt', String(attempt), '--json')
    }
    const report = await ask('report', id, '--json', ...reportFlags)
    const rows = (await exported(data, id, 'jsonl')).trimEnd().split('\n').filter(Boolean)
    runsById[id] = { show, attempts, report, rows: rows.map((row) => JSON.parse(row) as unknown) }
  }
  const [a, b] = runs.filter(({ tags }) => tags.includes('all')).map(({ id }) => id)
  const comparison = await ask('compare', a!, b!, '--json', ...reportFlags)
  const leaderboard = await ask('leaderboard', '--json')
  return { runs, deleted, runsById, comparison, leaderboard, documents: await readLeft(data) }
}

/** The text of an export. */
export async function exported(data: string, run: string, format: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-export-'))
  try {
    const file = join(folder, 'run')
    await runHere(data, ['export', run, '--format', format, '--output', file])
    return readFileSync(file, 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What a command prints as JSON; it runs in this process, since there are hundreds. */
export async function askTandem(data: string, args: readonly string[]): Promise<unknown> {
  const { stdout, stderr } = await runHere(data, args)
  if (stdout === '') throw new Error(`tandem ${args.join(' ')} printed nothing: ${stderr}`)
  return JSON.parse(stdout) as unknown
}
