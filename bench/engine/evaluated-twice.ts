import type { LlamaEngine } from '../../src/inference/backends/llama/llama-engine.ts'
import { totalUsage } from '../../src/shared/cost.ts'
import { attempt } from './attempt.ts'
import { countTokens } from './hooks.ts'
import { withPair, type PairPaths } from './models.ts'
import { atMost, reported, type Result } from './result.ts'

/** SSR on three paths: what the ledger says was evaluated, against what the batches held. */
export async function evaluatedTwice(
  engine: LlamaEngine,
  paths: PairPaths,
  threshold: number
): Promise<Result[]> {
  return withPair(engine, paths, { paths: 3 }, async (pair) => {
    const held = [countTokens(pair.draft.context), countTokens(pair.target.context)]
    const { finished, accepted, rewritten } = await attempt(pair, { threshold })
    const billed = [finished.bill.draft, finished.bill.target].map(totalUsage)
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
    const inBatches = sum(held.map(({ tokens }) => tokens))
    const onBill = sum(billed.map(({ prefilled, decoded }) => prefilled + decoded))
    const steps = `${accepted} accepted, ${rewritten} rewritten`
    return [
      atMost(
        'tokens evaluated twice, beyond boundary tokens',
        paths.name,
        sum(billed.map(({ reevaluated }) => reevaluated)),
        0
      ),
      atMost('tokens in batches but not on the bill', paths.name, Math.abs(inBatches - onBill), 0),
      reported(
        'boundary tokens',
        paths.name,
        `${sum(billed.map(({ boundary }) => boundary))} of ${onBill} (${steps})`
      )
    ]
  })
}
