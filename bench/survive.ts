/**
 * Kills a benchmark on the bundled pair with SIGKILL at random moments, resumes it each time, and compares what
 * comes out with a run that nobody disturbed.
 *
 *   npx node bench/survive.ts [kills] [seed]
 */
import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../src/core/random.ts'
import { type Finished, inspect, sameAs, start, workBegins } from './survive/at-work.ts'

const kills = Number(process.argv[2] ?? 50)
const seed = Number(process.argv[3] ?? 1)
/** Long enough that the queue outlasts the kills: each process gets about two attempts done. */
const problems = Math.ceil(kills * 1.6)
const QUESTION = ['school', '--methods', 'baseline,ssr', '--limit', String(problems)]
const SETTINGS = ['--seed', String(seed), '--exact', '--threads', '1', '--temperature', '0.7']

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
    assert.equal(child.exitCode, null, 'the queue outlasts the kills')
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
