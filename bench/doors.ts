/**
 * Attacks the web door as a stranger on this machine and as a page gone mad could, then `tandem serve` as its clients
 * could, and prints what became of each attack: attack, how often it was tried, whether the program and those who use it
 * survived, and the program's memory.
 *
 *   npx node bench/doors.ts [--door web|api] [--seed N] [--only TEXT] [--short]
 */
import { parseArgs } from 'node:util'
import { API_ATTACKS, untilServed } from '../test/helpers/door-attacks/api-attacks.ts'
import { startApi } from '../test/helpers/door-attacks/attacked-api.ts'
import { startDoor } from '../test/helpers/door-attacks/attacked-door.ts'
import {
  ATTACKS,
  fullScale,
  type Scale,
  shortScale,
  type Tried,
  untilAnswered
} from '../test/helpers/door-attacks/attacks.ts'

/** What can be attacked. */
interface Attacked {
  ended(): string | null
  memory(): number | null
  close(): Promise<void>
}

const { values } = parseArgs({
  options: {
    door: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    short: { type: 'boolean', default: false }
  }
})
const scale = (values.short ? shortScale : fullScale)(Number(values.seed))
const PATIENCE_MS = 30_000

let [tried, failed, most] = [0, 0, 0]
console.log(line('attack', 'tried', 'survived', 'seconds', 'MB'))
if (values.door !== 'api') await attackAll('web door: ', ATTACKS, startDoor, untilAnswered)
if (values.door !== 'web') await attackAll('serve: ', API_ATTACKS, startApi, untilServed)
console.log(`\n${tried} attacks, ${tried - failed} survived; most memory after one: ${most} MB.`)
process.exitCode = failed === 0 ? 0 : 1

async function attackAll<T extends Attacked>(
  title: string,
  attacks: readonly {
    readonly name: string
    readonly run: (attacked: T, scale: Scale) => Promise<Tried>
  }[],
  start: () => Promise<T>,
  untilWell: (attacked: T, patienceMs: number) => Promise<void>
): Promise<void> {
  let attacked = await start()
  try {
    for (const { name, run } of attacks.filter((one) => one.name.includes(values.only))) {
      const from = performance.now()
      const { times, outcome } = await survive(attacked, async () => {
        const done = await run(attacked, scale)
        await untilWell(attacked, PATIENCE_MS)
        return done
      })
      tried += 1
      if (outcome !== 'yes') failed += 1
      most = Math.max(most, attacked.memory() ?? 0)
      const seconds = ((performance.now() - from) / 1000).toFixed(1)
      const memory = String(attacked.memory() ?? '')
      console.log(line(title + name, String(times), outcome, seconds, memory))
      if (attacked.ended() !== null) attacked = await start()
    }
  } finally {
    await attacked.close()
  }
}

async function survive(attacked: Attacked, attack: () => Promise<Tried>) {
  try {
    const { times, wrong } = await attack()
    return { times, outcome: wrong[0] === undefined ? 'yes' : `WRONG: ${wrong[0]}` }
  } catch (error) {
    const said = attacked.ended() ?? (error instanceof Error ? error.message : String(error))
    return { times: 0, outcome: `NO: ${said.trim().split('\n').at(-1)}` }
  }
}

function line(
  attack: string,
  times: string,
  survived: string,
  seconds: string,
  mb: string
): string {
  return `${attack.padEnd(76)} ${times.padStart(8)}  ${survived.padEnd(9)} ${seconds.padStart(8)} ${mb.padStart(6)}`
}
