import { totalUsage } from '../../src/shared/cost.ts'
import { startLlamaServer } from '../../test/helpers/real-servers.ts'
import type { Bench } from '../remote.ts'
import { problems } from './problems.ts'
import { slowNetworkTo } from './proxy.ts'
import { openServer } from './servers.ts'
import { attempt } from './solving.ts'
import { printTable } from './table.ts'

/** Tokens on the bill against those that the server itself counts. */
export async function checkBill(bench: Bench): Promise<void> {
  const server = await startLlamaServer(bench.bin, bench.models.target)
  const network = await slowNetworkTo(server.url, 0)
  const rows: (string | number)[][] = []
  try {
    const model = await openServer(network.url)
    for (const method of ['baseline', 'parallel', 'ssr', 'ssr-adaptive'] as const) {
      let billed = 0
      const before = { tokens: await computedBy(server.url), requests: network.requests() }
      const cut = network.brokenOff()
      for (const problem of problems(bench.quick ? 3 : 20)) {
        const { cost } = await attempt({ draft: model, target: model }, problem, { method })
        for (const { prefilled, decoded } of [totalUsage(cost.draft), totalUsage(cost.target)]) {
          billed += prefilled + decoded
        }
      }
      const requests = network.requests() - before.requests
      // The token that a request samples last is not evaluated.
      const computed = (await computedBy(server.url)) - before.tokens - requests
      rows.push([method, requests, network.brokenOff() - cut, billed, computed, billed - computed])
    }
  } finally {
    network.close()
    await server.stop()
  }
  printTable(
    'The bill: both models on one llama-server',
    [
      'method',
      'requests',
      'broken off by us',
      'tokens on the bill',
      "tokens by the server's counters",
      'difference'
    ],
    rows
  )
}

/** Tokens that a llama-server says it has read or sampled. */
async function computedBy(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return ['prompt_tokens_total', 'tokens_predicted_total']
    .map((name) => Number(new RegExp(`^llamacpp:${name} (\\S+)`, 'm').exec(text)?.[1]))
    .reduce((sum, count) => sum + count, 0)
}
