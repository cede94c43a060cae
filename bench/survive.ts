/**
 * Kills a benchmark on the bundled pair with SIGKILL at random moments, resumes it each time, and compares what
 * comes out with a run that nobody disturbed.
 *
 *   npx node bench/survive.ts [kills] [seed]
 */
import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../src/core/random.ts'
import { openDatabase } from '../src/main/store/database.ts'
import { checkIntegrity } from '../src/main/store/maintenance.ts'
import type { Database } from '../src/main/store/sql.ts'

const CLI = join(import.meta.dirname, '..', 'bin', 'tandem.js')
const kills = Number(process.argv[2] ?? 50)
const seed = Number(process.argv[3] ?? 1)
/** Long enough that the queue outlasts the kills: each process gets about two attempts done. */
const problems = Math.ceil(kills * 1.6)
const QUESTION = ['school', '--methods', 'baseline,ssr', '--limit', String(problems)]
const SETTINGS = ['--seed', String(seed), '--exact', '--threads', '1', '--temperature', '0.7']
/** What the processes said, to be shown when one ends unasked. */
const said: string[] = []

interface Finished {
  readonly place: string
  readonly answer: string | null
  readonly verdict: string | null
  /** Texts of all its steps. */
  readonly steps: string
}

const folder = mkdtempSync(join(tmpdir(), 'tandem-survive-'))
try {
  const undisturbed = await runUndisturbed(join(folder, 'undisturbed'))
  // Up to four times a mean attempt: kills then come anywhere in an attempt, early and late in the queue.
  const counts = await runDisturbed(join(folder, 'disturbed'), 4 * undisturbed.meanMs)
  const survived = inspect(join(folder, 'disturbed'))

  assert.deepEqual(survived.complaints, [], 'integrity check')
  assert.deepEqual(survived.finished, undisturbed.finished, 'the same results')
  assert.equal(survived.attempts, undisturbed.attempts + counts.midAttempt, 'nothing was repeated')
  assert.equal(survived.interrupted, counts.midAttempt, 'every first half was kept')
  assert.ok(counts.midAttempt > kills / 2, 'most kills fell into an attempt')

  console.log(`killed with SIGKILL            ${kills}`)
  console.log(`  in the middle of an attempt  ${counts.midAttempt}`)
  console.log(`  between attempts             ${kills - counts.midAttempt}`)
  console.log(`finished attempts, undisturbed ${undisturbed.finished.length}`)
  console.log(`finished attempts, disturbed   ${survived.finished.length}, all with the same text`)
  console.log(`finished attempts lost         ${counts.lost}`)
  console.log(`first halves kept as evidence  ${survived.interrupted}`)
  console.log('integrity check                clean, after every kill and at the end')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function runUndisturbed(data: string) {
  const child = start(data, ['bench', ...QUESTION, ...SETTINGS])
  await once(child, 'exit')
  assert.equal(child.exitCode, 0, 'the undisturbed run finishes')
  return inspect(data)
}

async function runDisturbed(
  data: string,
  longestWaitMs: number
): Promise<{ midAttempt: number; lost: number }> {
  const random = createRandom(seed)
  let midAttempt = 0
  let lost = 0
  let before: readonly Finished[] = []
  let child = start(data, ['bench', ...QUESTION, ...SETTINGS])
  for (let kill = 1; kill <= kills; kill++) {
    await workBegins(data, child)
    await sleep(random.next() * longestWaitMs)
    assert.equal(child.exitCode, null, `the queue outlasts the kills; it said: ${said.join('')}`)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const after = inspect(data)
    assert.deepEqual(after.complaints, [], `integrity check after kill ${kill}`)
    lost += before.filter((one) => !after.finished.some((other) => sameAs(one, other))).length
    assert.equal(lost, 0, 'no finished attempt is lost')
    midAttempt += after.running
    before = after.finished
    process.stderr.write(`kill ${kill}: ${after.finished.length} finished, ${after.running} cut\n`)
    child = start(data, ['bench', '--resume', 'latest'])
  }
  await once(child, 'exit')
  assert.equal(child.exitCode, 0, 'the last process finishes the queue')
  return { midAttempt, lost }
}

function start(data: string, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [CLI, '--data-dir', data, ...args], {
    stdio: ['ignore', 'ignore', 'pipe']
  })
  child.stderr.on('data', (text: Buffer) => {
    if (/error|cannot/i.test(text.toString())) process.stderr.write(text)
  })
  return child
}

/** Waits until this process has begun an attempt, so that every kill meets a queue at work. */
async function workBegins(data: string, child: ChildProcess): Promise<void> {
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

function inspect(data: string) {
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
function sameAs(before: Finished, after: Finished): boolean {
  return (
    before.place === after.place &&
    before.answer === after.answer &&
    before.steps === after.steps &&
    (before.verdict === null || before.verdict === after.verdict)
  )
}
