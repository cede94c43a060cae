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

/** Milliseconds a step, problem by problem, by delay and by whether the draft writes ahead. */
type Times = ReadonlyMap<string, number[]>

/** A draft here and a target behind a slow network: what each step of one path takes, with and without drafting ahead. */
export async function slowNetwork(bench: Bench): Promise<void> {
  const server = await startLlamaServer(bench.bin, bench.models.target)
  const networks = await Promise.all(DELAYS_MS.map((ms) => slowNetworkTo(server.url, ms)))
  const engine = await startBench(bench.models)
  const times = new Map<string, number[]>()
  const [tokens, fates] = [[] as number[], [] as boolean[]]
  let [same, pairs] = [0, 0]
  try {
    await withModel(engine, bench.models.draft, { contextSize: 512 }, async (draft) => {
      const targets = await Promise.all(networks.map(({ url }) => openServer(url)))
      for (const problem of problems(bench.quick ? 8 : 50)) {
        for (const [index, target] of targets.entries()) {
          const texts: string[] = []
          for (const draftAhead of WAYS) {
            const options = { method: 'ssr', paths: 1, draftAhead } as const
            const view = await attempt({ draft, target }, problem, options)
            const steps = view.paths.flatMap((path) => path.steps)
            if (steps.length === 0 || view.wallMs === null) continue
            const key = keyOf(DELAYS_MS[index]!, draftAhead)
            times.set(key, [...(times.get(key) ?? []), view.wallMs / steps.length])
            tokens.push(...steps.map((step) => step.tokens))
            fates.push(...steps.map(({ state }) => state === 'accepted'))
            texts.push(steps.map(({ text }) => text).join(''))
          }
          pairs += 1
          if (texts[0] === texts[1]) same += 1
        }
      }
    })
  } finally {
    for (const network of networks) network.close()
    await server.stop()
  }
  const kept = fates.filter(Boolean).length / fates.length
  printTable(
    `A slow network between draft and target: ssr, one path, steps of ${Math.round(median(tokens))} tokens, ${(100 * kept).toFixed(0)} % of them kept`,
    [
      'added to each trip there and back',
      'drafting ahead',
      'ms a step',
      'over 0 ms',
      'on over off'
    ],
    DELAYS_MS.flatMap((delay) => WAYS.map((way) => row(times, delay, way)))
  )
  console.log(`\n${same} of ${pairs} texts are the same with and without.`)
}

function row(times: Times, delay: number, way: (typeof WAYS)[number]): string[] {
  const own = times.get(keyOf(delay, way)) ?? []
  return [
    `${delay} ms`,
    way,
    median(own).toFixed(0),
    ratio(own, times.get(keyOf(0, way))),
    way === 'on' ? ratio(own, times.get(keyOf(delay, 'off'))) : ''
  ]
}

/** The median over problems of one time over another: they took turns. */
function ratio(times: readonly number[], over: readonly number[] = []): string {
  return median(times.map((ms, index) => ms / (over[index] ?? NaN))).toFixed(2)
}

function keyOf(delay: number, way: (typeof WAYS)[number]): string {
  return `${delay} ${way}`
}
