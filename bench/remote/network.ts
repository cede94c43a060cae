import { startLlamaServer } from '../../test/helpers/real-servers.ts'
import { startBench, withModel } from '../engine/models.ts'
import type { Bench } from '../remote.ts'
import { problems } from './problems.ts'
import { slowNetworkTo } from './proxy.ts'
import { openServer } from './servers.ts'
import { attempt } from './solving.ts'
import { median, printTable } from './table.ts'

const DELAYS_MS = [0, 20, 100]

/** A draft here and a target behind a slow network: what each step of one path takes. */
export async function slowNetwork(bench: Bench): Promise<void> {
  const server = await startLlamaServer(bench.bin, bench.models.target)
  const networks = await Promise.all(DELAYS_MS.map((ms) => slowNetworkTo(server.url, ms)))
  const engine = await startBench(bench.models)
  const perStep = DELAYS_MS.map(() => [] as number[])
  const tokens: number[] = []
  try {
    await withModel(engine, bench.models.draft, { contextSize: 512 }, async (draft) => {
      const targets = await Promise.all(networks.map(({ url }) => openServer(url)))
      for (const problem of problems(bench.quick ? 8 : 50)) {
        for (const [index, target] of targets.entries()) {
          const view = await attempt({ draft, target }, problem, { method: 'ssr', paths: 1 })
          const steps = view.paths.flatMap((path) => path.steps)
          if (steps.length === 0 || view.wallMs === null) continue
          perStep[index]!.push(view.wallMs / steps.length)
          tokens.push(...steps.map((step) => step.tokens))
        }
      }
    })
  } finally {
    for (const network of networks) network.close()
    await server.stop()
  }
  const near = median(perStep[0]!)
  printTable(
    `A slow network between draft and target: ssr, one path, steps of ${Math.round(median(tokens))} tokens`,
    ['added to each trip there and back', 'ms a step', 'ratio'],
    DELAYS_MS.map((delay, index) => {
      const ms = median(perStep[index]!)
      return [`${delay} ms`, ms.toFixed(0), (ms / near).toFixed(2)]
    })
  )
}
