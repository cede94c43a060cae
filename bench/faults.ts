/**
 * Every command against every refusal of the system: a table of how many tries each refusal took, and what is wrong.
 * Without a number of tries it makes all of them, which takes about half an hour.
 *
 *   npx node bench/faults.ts [tries] [seed]
 */
import { rmSync } from 'node:fs'
import { createRandom } from '../src/core/random.ts'
import { COMMANDS, REFUSALS } from './faults/refusals.ts'
import { prepareFolder, tryRefusal } from './faults/try-refusal.ts'

const seed = Number(process.argv[3] ?? 1)
const random = createRandom(seed)
const all = COMMANDS.flatMap((command) => REFUSALS.map((refusal) => ({ command, refusal })))
  .map((one) => ({ one, at: random.next() }))
  .sort((a, b) => a.at - b.at)
  .map(({ one }) => one)
const tries = all.slice(0, Number(process.argv[2] ?? all.length))

const prepared = await prepareFolder()
const faults: string[] = []
const survived = new Map<string, { tried: number; well: number }>()
try {
  for (const { command, refusal } of tries) {
    const { fault, code, said } = await tryRefusal(prepared, command, refusal)
    const kind = `${refusal.code} (${refusal.on})`
    const counts = survived.get(kind) ?? { tried: 0, well: 0 }
    survived.set(kind, {
      tried: counts.tried + 1,
      well: counts.well + (fault === null ? 1 : 0)
    })
    if (fault !== null) {
      faults.push(
        `tandem ${command.join(' ')}, ${kind} from call ${refusal.from} on: ${fault} (${code})\n${said}`
      )
    }
  }
} finally {
  rmSync(prepared, { recursive: true, force: true })
}
console.log('refusal                        tried  survived')
for (const [kind, { tried, well }] of [...survived].sort(([a], [b]) => a.localeCompare(b))) {
  console.log(`${kind.padEnd(30)} ${String(tried).padStart(5)} ${String(well).padStart(9)}`)
}
console.log(faults.length === 0 ? 'No faults.' : faults.join('\n'))
process.exitCode = faults.length === 0 ? 0 : 1
