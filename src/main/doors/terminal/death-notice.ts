import { contextDemand } from '../../../core/memory/context-demand.ts'
import type { AttemptSetup } from '../../actions/attempt-setup.ts'
import type { SolveContext } from './solve-context.ts'
import { flagsOf } from './ways-out.ts'

/** Says on standard error what earlier runs with these models died of, and which flags would avoid it. */
export function noticeDeaths(
  { modelServices }: Pick<SolveContext, 'modelServices'>,
  { options, pair }: Pick<AttemptSetup, 'options' | 'pair'>
): void {
  const wanted = { ...contextDemand(options, pair.context), gpu: pair.gpu !== 'off' }
  const { reason, offer, ask } = modelServices().deaths.next(pair, wanted)
  // Models that are not loaded again are refused with these very words.
  if (reason === null || (ask && !pair.loadAnyway)) return
  const flags = flagsOf(offer)
  process.stderr.write(`${reason}${flags === '' ? '' : ` To be safe, add: ${flags}.`}\n`)
}
