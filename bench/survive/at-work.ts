import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../src/main/store/database.ts'
import { checkIntegrity } from '../../src/main/store/maintenance.ts'
import type { Database } from '../../src/main/store/sql.ts'

const CLI = join(import.meta.dirname, '..', '..', 'bin', 'tandem.js')

/** A finished attempt, with all that must be the same when it is done again. */
export interface Finished {
  readonly place: string
  readonly answer: string | null
  readonly verdict: string | null
  /** Texts of all its steps. */
  readonly steps: string
}

/** A process of Tandem on a data folder; its errors are passed on. */
export function start(data: string, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [CLI, '--data-dir', data, ...args], {
    stdio: ['ignore', 'ignore', 'pipe']
  })
  child.stderr.on('data', (text: Buffer) => {
    if (/error|cannot/i.test(text.toString())) process.stderr.write(text)
  })
  return child
}

/** Waits until this process has begun an attempt, so that every kill meets a queue at work. */
export async function workBegins(data: string, child: ChildProcess): Promise<void> {
  const begun = Date.now()
  while (child.exitCode === null) {
    await sleep(20)
    const working = withStore(data, (database) =>
      database
        .prepare<[number], number>(
          `SELECT count(*) FROM attempts WHERE status = 'running' AND started_at >= ?`
        )
        .pluck()
        .get(begun)
    )
    if (working) return
  }
}

/** What a sound store holds. */
export function inspect(data: string) {
  return withStore(data, (database) => {
    const finished = database
      .prepare<[], Finished>(
        `SELECT problem || ' ' || method || ' ' || repeat AS place, answer, verdict,
           (SELECT json_group_array(json_array(path, step, author, text, rejected_text) ORDER BY path, step)
            FROM steps WHERE attempt_key = attempts.key) AS steps
         FROM attempts WHERE status = 'done' ORDER BY problem, method, repeat`
      )
      .all()
    function count(status: string): number {
      return database
        .prepare<[string], number>('SELECT count(*) FROM attempts WHERE status = ?')
        .pluck()
        .get(status)!
    }
    const meanMs = database
      .prepare<[], number>(
        `SELECT avg(finished_at - started_at) FROM attempts WHERE status = 'done'`
      )
      .pluck()
      .get()!
    const attempts = database.prepare<[], number>('SELECT count(*) FROM attempts').pluck().get()!
    return {
      finished,
      attempts,
      meanMs,
      running: count('running'),
      interrupted: count('interrupted'),
      complaints: checkIntegrity(database)
    }
  })
}

function withStore<T>(data: string, read: (database: Database) => T): T {
  const { database, notices } = openDatabase(join(data, 'tandem.db'), new Date())
  try {
    assert.deepEqual(notices, [])
    return read(database)
  } finally {
    database.close()
  }
}

/** A verdict may come later than the answer; what was finished must not change. */
export function sameAs(before: Finished, after: Finished): boolean {
  return (
    before.place === after.place &&
    before.answer === after.answer &&
    before.steps === after.steps &&
    (before.verdict === null || before.verdict === after.verdict)
  )
}
