/**
 * Every command against every refusal of the system: a table of how many tries each refusal took, and what is wrong.
 * Faults are told as they come. All tries take about as many minutes as there are hundreds of them, on two cores.
 *
 *   npx node bench/faults.ts [--tries N] [--seed N] [--at-once N] [--record FILE [--minutes N]]
 *
 * With a record the tries in it are not taken again, and after so many minutes no more are begun: the same command goes on.
 */
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createRandom } from '../src/core/random.ts'
import { keepMountsApart, type RealTry, realTries } from './faults/real.ts'
import { COMMANDS, REFUSALS } from './faults/refusals.ts'
import { prepareFolder, tryRefusal } from './faults/try-refusal.ts'

interface Try extends RealTry {
  readonly when?: string
}

/** A try that was taken. */
interface Outcome {
  readonly name: string
  readonly kind: string
  readonly fault: string | null
}

const { values: given } = parseArgs({
  options: {
    tries: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '2' },
    record: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' }
  }
})
keepMountsApart()

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
const tries: Try[] = [...realTries(), ...all.slice(0, Number(given.tries ?? all.length))]

const outcomes = recorded()
const known = new Set(outcomes.map(({ name }) => name))
const left = tries.filter((one) => !known.has(nameOf(one)))

const prepared = await prepareFolder()
const begun = Date.now()
try {
  const shared = left.values()
  await Promise.all(Array.from({ length: Number(given['at-once']) }, () => tryThose(shared)))
} finally {
  rmSync(prepared, { recursive: true, force: true })
}

const kinds = Object.groupBy(outcomes, ({ kind }) => kind)
console.log('refusal                            tried  survived')
for (const [kind, taken = []] of Object.entries(kinds).sort(([a], [b]) => a.localeCompare(b))) {
  const well = taken.filter(({ fault }) => fault === null).length
  console.log(`${kind.padEnd(34)} ${String(taken.length).padStart(5)} ${String(well).padStart(9)}`)
}
const faults = outcomes.filter(({ fault }) => fault !== null)
for (const { name, fault } of faults) console.log(`${name}: ${fault}`)
console.log(
  `${outcomes.length} tries of ${tries.length}, seed ${given.seed}: ${faults.length || 'no'} faults`
)
process.exitCode = faults.length === 0 ? 0 : 1

/** Takes one after the other of what several of these share. */
async function tryThose(shared: Iterable<Try>): Promise<void> {
  for (const one of shared) {
    if (Date.now() - begun > Number(given.minutes) * 60_000) return
    const { fault, code, said } = await one.take(prepared)
    note({ name: nameOf(one), kind: one.kind, fault })
    if (fault !== null) console.log(`${nameOf(one)}: ${fault} (${code})\n${said}`)
  }
}

function nameOf({ kind, command, when = '' }: Try): string {
  return `tandem ${command.join(' ')}, ${kind} ${when}`.trim()
}

function note(outcome: Outcome): void {
  outcomes.push(outcome)
  if (given.record !== undefined) appendFileSync(given.record, `${JSON.stringify(outcome)}\n`)
  if (outcomes.length % 50 > 0) return
  const seconds = Math.round((Date.now() - begun) / 1000)
  process.stderr.write(`${outcomes.length} of ${tries.length} tries, ${seconds} s\n`)
}

function recorded(): Outcome[] {
  if (given.record === undefined || !existsSync(given.record)) return []
  const lines = readFileSync(given.record, 'utf8').trim().split('\n')
  const taken = lines.filter(Boolean).map((line) => JSON.parse(line) as Outcome)
  // Of each try the last one; what another version of this tried is none of this.
  const last = new Map(taken.map((outcome) => [outcome.name, outcome]))
  return tries.flatMap((one) => last.get(nameOf(one)) ?? [])
}
