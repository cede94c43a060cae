/**
 * Every command against every refusal of the system: a table of how many tries each refusal took, and what is wrong.
 * Faults are told as they come. All tries take about as many minutes as there are hundreds of them, on two cores.
 *
 *   npx node bench/faults.ts [--tries N] [--seed N] [--at-once N]
 */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createRandom } from '../src/core/random.ts'
import { type RealTry, realTries } from './faults/real.ts'
import { COMMANDS, REFUSALS } from './faults/refusals.ts'
import { prepareFolder, type Taken, tryRefusal } from './faults/try-refusal.ts'

const { values: given } = parseArgs({
  options: {
    tries: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '2' }
  }
})
const random = createRandom(Number(given.seed))
const all = COMMANDS.flatMap((command) => REFUSALS.map((refusal) => ({ command, refusal })))
  .map(({ command, refusal }) => ({
    at: random.next(),
    kind: `${refusal.code} (${refusal.on})`,
    command,
    when: `from call ${refusal.from} on`,
    take: (folder: string) => tryRefusal(folder, command, refusal)
  }))
  .sort((a, b) => a.at - b.at)
const tries = all.slice(0, Number(given.tries ?? all.length))

const survived = new Map<string, { tried: number; well: number }>()
const begun = Date.now()
let faults = 0

const prepared = await prepareFolder()
try {
  const left = [...realTries(), ...tries].values()
  await Promise.all(Array.from({ length: Number(given['at-once']) }, () => tryThose(left)))
} finally {
  rmSync(prepared, { recursive: true, force: true })
}
console.log(`${tries.length} of ${all.length} tries with a made-up refusal, seed ${given.seed}`)
console.log('refusal                            tried  survived')
for (const [kind, { tried, well }] of [...survived].sort(([a], [b]) => a.localeCompare(b))) {
  console.log(`${kind.padEnd(34)} ${String(tried).padStart(5)} ${String(well).padStart(9)}`)
}
console.log(faults === 0 ? 'No faults.' : `${faults} faults, told above.`)
process.exitCode = faults === 0 ? 0 : 1

/** Takes one after the other of what several of these share. */
async function tryThose(left: Iterable<RealTry & { readonly when?: string }>): Promise<void> {
  for (const { kind, command, when, take } of left) note(kind, command, await take(prepared), when)
}

function note(kind: string, command: readonly string[], taken: Taken, when = ''): void {
  const { tried, well } = survived.get(kind) ?? { tried: 0, well: 0 }
  survived.set(kind, { tried: tried + 1, well: well + (taken.fault === null ? 1 : 0) })
  const done = [...survived.values()].reduce((sum, counts) => sum + counts.tried, 0)
  if (done % 50 === 0) {
    const seconds = Math.round((Date.now() - begun) / 1000)
    process.stderr.write(`${done} tries, ${faults} faults, ${seconds} s\n`)
  }
  if (taken.fault === null) return
  faults += 1
  console.log(
    `tandem ${command.join(' ')}, ${kind} ${when}: ${taken.fault} (${taken.code})\n${taken.said}`
  )
}
