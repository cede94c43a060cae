import { ratioOfSums } from '../../src/core/statistics/ratio.ts'
import { startLlamaServer } from '../../test/helpers/real-servers.ts'
import { startBench, withModel } from '../engine/models.ts'
import type { Bench } from '../remote.ts'
import { problems } from './problems.ts'
import { slowNetworkTo } from './proxy.ts'
import { openServer } from './servers.ts'
import { attempt } from './solving.ts'
import { median, printTable } from './table.ts'

const DELAYS_MS = [0, 20, 100]
const WAYS = ['off', 'on'] as const
const ARMS = DELAYS_MS.flatMap((delay) => WAYS.map((draftAhead) => ({ delay, draftAhead })))
type Arm = (typeof ARMS)[number]
/** Minutes after which no problem is begun: as many as there are by then make the intervals. */
const USUAL_MINUTES = 5

/** What one attempt took and wrote. */
interface Taken {
  readonly ms: number
  readonly steps: number
  readonly text: string
}

/** One problem along each arm. */
type Round = ReadonlyMap<Arm, Taken>

/** A draft here and a target behind a slow network: what each step of one path takes, with and without drafting ahead. */
export async function slowNetwork(bench: Bench): Promise<void> {
  const until = Math.min(bench.until, performance.now() + USUAL_MINUTES * 60_000)
  const server = await startLlamaServer(bench.bin, bench.models.target)
  const networks = await Promise.all(DELAYS_MS.map((ms) => slowNetworkTo(server.url, ms)))
  const engine = await startBench(bench.models)
  const rounds: Round[] = []
  const [tokens, fates] = [[] as number[], [] as boolean[]]
  try {
    await withModel(engine, bench.models.draft, { contextSize: 512 }, async (draft) => {
      const targets = await Promise.all(networks.map(({ url }) => openServer(url)))
      for (const [turn, problem] of problems(bench.quick ? 4 : 50).entries()) {
        if (performance.now() > until) break
        const round = new Map<Arm, Taken>()
        for (const arm of inTurn(turn)) {
          const target = targets[DELAYS_MS.indexOf(arm.delay)]!
          const options = { method: 'ssr', paths: 1, draftAhead: arm.draftAhead } as const
          const view = await attempt({ draft, target }, problem, options)
          const steps = view.paths.flatMap((path) => path.steps)
          tokens.push(...steps.map((step) => step.tokens))
          fates.push(...steps.map(({ state }) => state === 'accepted'))
          const text = steps.map(({ text }) => text).join('')
          round.set(arm, { ms: view.wallMs ?? NaN, steps: steps.length, text })
        }
        if ([...round.values()].every(({ ms, steps }) => ms > 0 && steps > 0)) rounds.push(round)
      }
    })
  } finally {
    for (const network of networks) network.close()
    await server.stop()
  }
  const kept = fates.filter(Boolean).length / fates.length
  printTable(
    `A slow network between draft and target: ssr, one path, ${rounds.length} problems, steps of ${Math.round(median(tokens))} tokens, ${(100 * kept).toFixed(0)} % of them kept`,
    [
      'added to each trip there and back',
      'drafting ahead',
      'ms a step',
      'over 0 ms',
      'on over off'
    ],
    ARMS.map((arm) => row(rounds, arm))
  )
  const same = rounds.flatMap((round) =>
    DELAYS_MS.map((delay) => textOf(round, delay, 'off') === textOf(round, delay, 'on'))
  )
  console.log(
    `\nIn brackets 95 % intervals by problems. ${same.filter(Boolean).length} of ${same.length} texts are the same with and without.`
  )
}

/** All arms, another one first each time: whoever comes first reads the prompt that the server then remembers. */
function inTurn(turn: number): Arm[] {
  const first = turn % ARMS.length
  return [...ARMS.slice(first), ...ARMS.slice(0, first)]
}

function row(rounds: readonly Round[], arm: Arm): string[] {
  const { delay, draftAhead } = arm
  const steps = rounds.map((round) => perStep(round, arm))
  return [
    `${delay} ms`,
    draftAhead,
    median(steps).toFixed(0),
    delay === 0 ? '' : ratio(rounds, arm, armOf(0, draftAhead)),
    draftAhead === 'off' ? '' : ratio(rounds, arm, armOf(delay, 'off'))
  ]
}

/** By milliseconds a step: the texts of two arms may differ. */
function ratio(rounds: readonly Round[], arm: Arm, over: Arm): string {
  const found = ratioOfSums(
    rounds.map((round) => ({ first: perStep(round, arm), second: perStep(round, over) }))
  )
  if (found === null) return ''
  const { value, interval } = found
  return `${value.toFixed(2)} [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`
}

function perStep(round: Round, arm: Arm): number {
  const { ms, steps } = round.get(arm)!
  return ms / steps
}

function textOf(round: Round, delay: number, draftAhead: Arm['draftAhead']): string {
  return round.get(armOf(delay, draftAhead))!.text
}

function armOf(delay: number, draftAhead: Arm['draftAhead']): Arm {
  return ARMS.find((arm) => arm.delay === delay && arm.draftAhead === draftAhead)!
}
