import { solve } from '../../src/core/solve.ts'
import type { Pair } from '../../src/core/ports.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import type { SolveOptions } from '../../src/shared/options.ts'
import type { AttemptView } from '../../src/shared/view.ts'
import { bundledWords } from '../../test/helpers/bundled-words.ts'
import { LIVE_OPTIONS } from '../../test/helpers/live-options.ts'
import { NEVER } from '../engine/models.ts'

/** One attempt, with the words of the bundled pair where no others are given. */
export async function attempt(
  pair: Pair,
  problem: string,
  options: Partial<SolveOptions> = {},
  words = bundledWords
): Promise<AttemptView> {
  let view = emptyView()
  for await (const event of solve({
    ...{ problem, pair, ...words, baseline: null, signal: NEVER },
    options: { ...LIVE_OPTIONS, ...options },
    stoppedPaths: new Set(),
    clock: () => performance.now()
  })) {
    view = fold(view, event)
  }
  return view
}
