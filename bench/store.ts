/**
 * Times the store with a million steps in it: opening, listing, searching, reading one attempt.
 *
 *   npx node bench/store.ts [steps]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '../src/core/random.ts'
import { listRuns } from '../src/main/runs/list-runs.ts'
import { openDatabase } from '../src/main/store/database.ts'
import { runsWith, search } from '../src/main/store/search.ts'
import { readEvents } from '../src/main/store/tables/event-batches.ts'
import { setDeleted } from '../src/main/store/tables/runs.ts'
import { emptyView, fold } from '../src/shared/fold.ts'
import { fillStore, RARE_WORD } from '../test/helpers/fill-store.ts'

const steps = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = 5

const folder = mkdtempSync(join(tmpdir(), 'tandem-store-'))
const path = join(folder, 'tandem.db')
try {
  fill()
  console.log(`${steps} steps, ${Math.round(statSync(path).size / 1e6)} MB on disk`)
  console.log('ms, the slowest of 5, each with a newly opened store')
  measure('open the store and list the runs', 100, (database) => listRuns(database, Date.now()))
  for (const [name, query] of [
    ['search a rare word', RARE_WORD],
    ['search a common word', 'step'],
    ['search a short prefix', 's*'],
    ['search a long prefix', 'solut*'],
    ['search two common words', 'step number']
  ] as const) {
    measure(`${name}, newest 50`, 150, (database) => {
      if (search(database, query).length === 0) throw new Error(`"${query}" was not found`)
    })
  }
  measure('list the runs with a common word', 150, (database) => runsWith(database, 'step'))
  const random = createRandom(1)
  measure('open one attempt', 50, (database) => {
    const last = database.prepare<[], number>('SELECT max(key) FROM attempts').pluck().get()!
    const view = readEvents(database, 1 + random.integer(last)).reduce(fold, emptyView())
    if (view.outcome === null) throw new Error('The attempt is not whole')
  })
  deleteNewest()
  measure('search a common word, newest run deleted', 150, (database) => search(database, 'step'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function fill(): void {
  const { database } = openDatabase(path, new Date())
  // The million steps are scaffolding: only what is measured afterwards needs to survive a power cut.
  database.pragma('synchronous = OFF')
  fillStore(database, steps)
  database.close()
}

function deleteNewest(): void {
  const { database } = openDatabase(path, new Date())
  const key = database.prepare<[], number>('SELECT max(key) FROM runs').pluck().get()!
  setDeleted(database, key, Date.now())
  database.close()
}

function measure(
  name: string,
  target: number,
  work: (database: ReturnType<typeof openDatabase>['database']) => unknown
): void {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    const { database } = openDatabase(path, new Date())
    work(database)
    const time = performance.now() - start
    database.close()
    return time
  })
  const slowest = Math.max(...times)
  const mark = slowest <= target ? 'ok' : 'TOO SLOW'
  console.log(`${name.padEnd(44)} ${slowest.toFixed(1).padStart(7)}  (${target} allowed) ${mark}`)
  if (slowest > target) process.exitCode = 1
}
