import { startLlamaServer } from '../../test/helpers/real-servers.ts'
import type { Bench } from '../remote.ts'
import { problems } from './problems.ts'
import { openServer } from './servers.ts'
import { attempt } from './solving.ts'
import { median, printTable } from './table.ts'

const AT_ONCE = [1, 4, 16]
const SLOTS = 16

/** Attempts by the baseline, so many at once, against one server. */
export async function togetherOnServer(bench: Bench): Promise<void> {
  const server = await startLlamaServer(bench.bin, bench.models.target, { slots: SLOTS })
  const times = new Map(AT_ONCE.map((atOnce) => [atOnce, [] as number[]]))
  try {
    const model = await openServer(server.url, SLOTS)
    const work = problems(bench.quick ? 16 : 48)
    for (let round = 0; round < (bench.quick ? 1 : 3); round++) {
      for (const atOnce of AT_ONCE) {
        const started = performance.now()
        const queue = [...work]
        const worker = async () => {
          for (let problem = queue.shift(); problem !== undefined; problem = queue.shift()) {
            await attempt({ draft: model, target: model }, problem, { method: 'baseline' })
          }
        }
        await Promise.all(Array.from({ length: atOnce }, worker))
        times.get(atOnce)!.push((performance.now() - started) / work.length)
      }
    }
  } finally {
    await server.stop()
  }
  const alone = median(times.get(1)!)
  printTable(
    'Attempts at once on one llama-server with one thread and 16 slots, baseline',
    ['at once', 'ms an attempt', 'speed-up'],
    AT_ONCE.map((atOnce) => {
      const ms = median(times.get(atOnce)!)
      return [atOnce, Math.round(ms), (alone / ms).toFixed(2)]
    })
  )
}
