/**
 * Backs up a benchmark on the bundled pair while it is at work, kills it, damages its store, mends that as a user would
 * and resumes. What comes out is compared with a run that nobody disturbed.
 *
 *   npx node bench/survive-damage.ts [rounds] [seed]
 */
import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../src/core/random.ts'
import { listBackups } from '../src/main/store/backups/backup-list.ts'
import { contentOfBackup } from '../src/main/store/backups/backup-content.ts'
import { restore } from '../src/main/store/backups/restore.ts'
import { cutOff, overwrite, overwritePages } from '../test/helpers/damage.ts'
import { inspect, sameAs, start, workBegins } from './survive/at-work.ts'

const rounds = Number(process.argv[2] ?? 12)
const seed = Number(process.argv[3] ?? 1)
const random = createRandom(seed)
const BENCH = ['bench', 'school', '--methods', 'baseline,ssr', '--limit', '3', '--seed', '1']
const SETTINGS = ['--exact', '--threads', '1', '--temperature', '0.7']

const DAMAGE: readonly (readonly [string, (store: string, seed: number) => void])[] = [
  ['noise over three pages', (store, draw) => overwritePages(store, 3, draw)],
  ['no header', (store, draw) => overwrite(store, 0, 100, draw)],
  ['cut off at two thirds', (store) => cutOff(store, 2 / 3)]
]

const counts = { backups: 0, resumed: 0, wentBack: 0, again: 0 }
const folder = mkdtempSync(join(tmpdir(), 'tandem-survive-'))
try {
  const undisturbed = join(folder, 'undisturbed')
  assert.equal(await tandem(undisturbed, [...BENCH, ...SETTINGS]), 0, 'the undisturbed run')
  const expected = inspect(undisturbed)
  for (let round = 0; round < rounds; round++) {
    const [kind, damage] = DAMAGE[round % DAMAGE.length]!
    const data = join(folder, `round-${round}`)
    const how = await disturb(data, expected, (store) => damage(store, seed + round))
    process.stderr.write(`round ${round + 1}, ${kind}: ${how}\n`)
  }
  console.log(`benchmarks killed and their stores damaged  ${rounds}`)
  console.log(
    `backups of a benchmark at work              ${counts.backups}, all sound, no finished attempt changed`
  )
  console.log(`resumed from what was saved                 ${counts.resumed}`)
  console.log(`went back to a backup, and resumed          ${counts.wentBack}`)
  console.log(`finished attempts that were done again      ${counts.again}`)
  console.log(`ended with the undisturbed run's results    ${rounds}, every text the same`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function disturb(
  data: string,
  expected: ReturnType<typeof inspect>,
  damage: (store: string) => void
): Promise<string> {
  const store = join(data, 'tandem.db')
  const child = start(data, [...BENCH, ...SETTINGS])
  await workBegins(data, child)
  const lasts = expected.meanMs * expected.attempts
  for (let backup = 0; backup < 2; backup++) {
    await sleep(random.next() * lasts * 0.3)
    assert.equal(await tandem(data, ['backup']), 0, 'a backup while a benchmark is at work')
  }
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  for (const { path } of listBackups(store)) {
    await requireSound(path, expected)
    counts.backups += 1
  }
  const before = inspect(data).finished.length
  assert.ok(statSync(store).size > 0)
  damage(store)

  // As a user would: what is damaged is set aside, known of, and the run resumed.
  await tandem(data, ['store', 'recover'])
  assert.equal(await tandem(data, ['store', 'acknowledge']), 0, 'acknowledged')
  const saved = inspect(data).finished
  assert.ok(saved.every((one) => expected.finished.some((other) => sameAs(one, other))))
  const isResumed = (await tandem(data, ['bench', '--resume', 'latest'])) === 0
  if (!isResumed) {
    assert.equal(await tandem(data, ['restore', 'latest']), 0, 'going back to a backup')
    assert.equal(await tandem(data, ['bench', '--resume', 'latest']), 0, 'resuming the backup')
  }
  const after = inspect(data)
  assert.deepEqual(after.complaints, [], 'integrity check')
  assert.deepEqual(after.finished, expected.finished, 'the same results')
  counts[isResumed ? 'resumed' : 'wentBack'] += 1
  counts.again += isResumed ? before - saved.length : 0
  return `${before} finished, ${saved.length} saved, ${isResumed ? 'resumed' : 'went back to a backup'}`
}

/** A backup can be opened, is whole, and says of finished attempts what the undisturbed run says. */
async function requireSound(backup: string, expected: ReturnType<typeof inspect>): Promise<void> {
  assert.ok(!('unusable' in contentOfBackup(backup)), basename(backup))
  const data = join(folder, 'looked-into')
  mkdirSync(data)
  await restore(join(data, 'tandem.db'), backup, new Date())
  const { finished, complaints } = inspect(data)
  assert.deepEqual(complaints, [], basename(backup))
  assert.ok(finished.every((one) => expected.finished.some((other) => sameAs(one, other))))
  rmSync(data, { recursive: true })
}

async function tandem(data: string, args: readonly string[]): Promise<number | null> {
  const child = start(data, args)
  await once(child, 'exit')
  return child.exitCode
}
