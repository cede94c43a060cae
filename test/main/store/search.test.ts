import { describe, expect, it } from 'vitest'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { checkIntegrity, purgeDeleted, vacuum } from '../../../src/main/store/maintenance.ts'
import { search } from '../../../src/main/store/search.ts'
import { searchQuery } from '../../../src/main/store/search-query.ts'
import type { Database } from '../../../src/main/store/sql.ts'
import { readEvents } from '../../../src/main/store/tables/event-batches.ts'
import { gradesOfRun } from '../../../src/main/store/tables/grades.ts'
import { findRun, setDeleted, setStarred } from '../../../src/main/store/tables/runs.ts'
import { addTag, countTags } from '../../../src/main/store/tables/tags.ts'
import { fillStore, RARE_WORD } from '../../helpers/fill-store.ts'
import { temporaryStore } from '../../helpers/run-setup.ts'

const STEPS_OF_AN_ATTEMPT = 18

/** Runs of 40 attempts each, the last one cut short. */
function filled(attempts: number): Database {
  const { database } = temporaryStore()
  fillStore(database, attempts * STEPS_OF_AN_ATTEMPT, 10)
  return database
}

describe('what a person types', () => {
  it.each([
    ['rate time', '"rate" AND "time"'],
    ['solut*', '"solut"*'],
    ['"the sum"', '"the sum"'],
    ['x^2 + 3', '"x^2" AND "3"'],
    ['AND OR NOT', '"AND" AND "OR" AND "NOT"'],
    ['un"balanced', '"un" AND "balanced"']
  ])('%s', (text, query) => {
    expect(searchQuery(text)).toBe(query)
  })

  it.each(['', '  ', '+', '""', '***'])('%j has nothing to search for', (text) => {
    expect(searchQuery(text)).toBeNull()
  })
})

describe('searching the store', () => {
  const database = () => filled(40)

  it('finds problems, answers and steps, newest first', () => {
    const hits = search(database(), '7')
    expect(new Set(hits.map(({ kind }) => kind))).toEqual(new Set(['problem', 'answer']))
    const attempts = hits.map(({ attempt }) => attempt ?? 0)
    expect(attempts).toEqual(attempts.toSorted((a, b) => b - a))
  })

  it('marks what it found', () => {
    const [hit, ...rest] = search(database(), RARE_WORD)
    expect(rest).toEqual([])
    expect(hit).toMatchObject({ kind: 'step', run: 'run-0000', attempt: 4, path: 0, step: 0 })
    expect(hit!.excerpt).toContain(`\u0002${RARE_WORD}\u0003`)
  })

  it('gives as many hits as asked for, and not one twice', () => {
    const hits = search(database(), 'step', 200)
    expect(hits).toHaveLength(200)
    expect(new Set(hits.map((hit) => JSON.stringify([hit.attempt, hit.path, hit.step]))).size).toBe(
      200
    )
  })

  it('leaves deleted runs out, and finds them again when they are back', () => {
    const store = filled(90)
    const runs = () => new Set(search(store, 'step').map(({ run }) => run))
    expect(runs()).toEqual(new Set(['run-0002']))
    setDeleted(store, findRun(store, 'run-0002')!.key, 1)
    setDeleted(store, findRun(store, 'run-0001')!.key, 1)
    expect(runs()).toEqual(new Set(['run-0000']))
    expect(listRuns(store, 0, { search: 'step' }).map(({ id }) => id)).toEqual(['run-0000'])
    setDeleted(store, findRun(store, 'run-0001')!.key, null)
    expect(runs()).toEqual(new Set(['run-0001']))
    expect(listRuns(store, 0, { search: RARE_WORD }).map(({ id }) => id)).toEqual(['run-0000'])
  })

  it('finds runs by a part of a tag, in any case, and lists tags with their counts', () => {
    const store = filled(90)
    const [first, second] = [findRun(store, 'run-0000')!, findRun(store, 'run-0001')!]
    addTag(store, first.key, 'Thesis chapter 3')
    addTag(store, second.key, 'Thesis chapter 3')
    addTag(store, second.key, 'odd')
    setStarred(store, second.key, true)
    const ids = (filter: Parameters<typeof listRuns>[2]) =>
      listRuns(store, 0, filter).map(({ id }) => id)
    expect(ids({ search: 'thesis' })).toEqual(['run-0001', 'run-0000'])
    expect(ids({ tag: 'odd' })).toEqual(['run-0001'])
    expect(ids({ search: 'thesis', tag: 'odd' })).toEqual(['run-0001'])
    expect(ids({ starred: true })).toEqual(['run-0001'])
    expect(ids({ search: 'thesis', starred: true })).toEqual(['run-0001'])
    expect(countTags(store)).toEqual([
      { tag: 'Thesis chapter 3', runs: 2 },
      { tag: 'odd', runs: 1 }
    ])
    setDeleted(store, second.key, 1)
    expect(countTags(store)).toEqual([{ tag: 'Thesis chapter 3', runs: 1 }])
  })

  it('lists runs in the order in which they came, also where the clock was set back', () => {
    const store = filled(90)
    const ids = (filter = {}) => listRuns(store, 0, filter).map(({ id }) => id)
    store.prepare('UPDATE runs SET created_at = 1000 - key').run()
    expect(ids()).toEqual(['run-0002', 'run-0001', 'run-0000'])
    expect(ids({ search: 'run-' })).toEqual(['run-0002', 'run-0001', 'run-0000'])
    for (const id of ids()) setDeleted(store, findRun(store, id)!.key, 1)
    expect(ids({ deleted: true })).toEqual(['run-0002', 'run-0001', 'run-0000'])
  })

  it('forgets what was removed for good', () => {
    const store = database()
    setDeleted(store, findRun(store, 'run-0000')!.key, 1)
    expect(purgeDeleted(store, 2)).toBe(1)
    vacuum(store)
    expect(checkIntegrity(store)).toEqual([])
    for (const table of ['steps', 'attempts', 'problems', 'event_batches', 'charges']) {
      expect(store.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
    }
  })
})

describe('every question to a full store', () => {
  it('is answered through an index', () => {
    const store = filled(40)
    const asked = recordStatements(store)
    const run = findRun(store, 'run-0000')!
    listRuns(store, 0)
    listRuns(store, 0, { tag: 'x' })
    listRuns(store, 0, { search: 'step' })
    search(store, 'step')
    readEvents(store, 3)
    readReport(store, run)
    gradesOfRun(store, run.key)
    expect(asked.size).toBeGreaterThan(12)
    for (const statement of [...asked]) {
      const plan = explain(store, statement).filter(
        // A full-text index is a table of its own; its plan says SCAN also where it looks words up. A subquery's rows are
        // those that the question has gathered itself, by steps of the plan that stand beside it.
        (step) =>
          step.startsWith('SCAN') &&
          !/VIRTUAL TABLE INDEX \d+:.*[M<>]/.test(step) &&
          !/^SCAN \(subquery-\d+\)$/.test(step)
      )
      expect(plan).toEqual([])
    }
  })
})

/** Notes the text of every statement that is prepared from now on. */
function recordStatements(database: Database): Set<string> {
  const asked = new Set<string>()
  const prepare = database.prepare.bind(database)
  database.prepare = (text: string) => {
    if (!text.startsWith('EXPLAIN')) asked.add(text)
    return prepare(text)
  }
  return asked
}

function explain(database: Database, statement: string): string[] {
  const parameters = (statement.match(/\?/g) ?? []).map(() => 1)
  const named = Object.fromEntries(
    [...statement.matchAll(/@(\w+)/g)].map(([, name]) => [name!, 1] as const)
  )
  return database
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)
    .all(...parameters, ...(Object.keys(named).length > 0 ? [named] : []))
    .map(({ detail }) => detail)
}
