/**
 * Attacks the web door as a stranger on this machine and as a page gone mad could, and prints what became of each
 * attack: attack, how often it was tried, whether the program and its open pages survived it, and the program's memory.
 *
 *   npx node bench/doors.ts [--seed N] [--only TEXT] [--short]
 */
import { parseArgs } from 'node:util'
import { startDoor } from '../test/helpers/door-attacks/attacked-door.ts'
import {
  ATTACKS,
  fullScale,
  shortScale,
  untilAnswered
} from '../test/helpers/door-attacks/attacks.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    short: { type: 'boolean', default: false }
  }
})
const scale = (values.short ? shortScale : fullScale)(Number(values.seed))
const PATIENCE_MS = 30_000

let door = await startDoor()
let failed = 0
let most = 0
const attacks = ATTACKS.filter(({ name }) => name.includes(values.only))
console.log(line('attack', 'tried', 'survived', 'seconds', 'MB'))
try {
  for (const { name, run } of attacks) {
    const from = performance.now()
    const { times, outcome } = await survive(run)
    if (outcome !== 'yes') failed += 1
    most = Math.max(most, door.memory() ?? 0)
    const seconds = ((performance.now() - from) / 1000).toFixed(1)
    console.log(line(name, String(times), outcome, seconds, String(door.memory() ?? '')))
    if (door.ended() !== null) door = await startDoor()
  }
} finally {
  await door.close()
}
console.log(
  `\n${attacks.length} attacks, ${attacks.length - failed} survived; most memory after one: ${most} MB.`
)
process.exitCode = failed === 0 ? 0 : 1

async function survive(run: (typeof ATTACKS)[number]['run']) {
  let times = 0
  try {
    const tried = await run(door, scale)
    times = tried.times
    await untilAnswered(door, PATIENCE_MS)
    const [wrong] = tried.wrong
    return { times, outcome: wrong === undefined ? 'yes' : `WRONG: ${wrong}` }
  } catch (error) {
    const said = door.ended() ?? (error instanceof Error ? error.message : String(error))
    return { times, outcome: `NO: ${said.trim().split('\n').at(-1)}` }
  }
}

function line(
  attack: string,
  tried: string,
  survived: string,
  seconds: string,
  mb: string
): string {
  return `${attack.padEnd(66)} ${tried.padStart(8)}  ${survived.padEnd(9)} ${seconds.padStart(8)} ${mb.padStart(6)}`
}
