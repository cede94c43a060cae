import { solve } from '../../src/core/solve.ts'
import type { Pair } from '../../src/core/ports.ts'
import type { AttemptEventOf } from '../../src/shared/events.ts'
import type { SolveOptions } from '../../src/shared/options.ts'
import { bundledWords } from '../../test/helpers/bundled-words.ts'
import { LIVE_OPTIONS } from '../../test/helpers/live-options.ts'
import { NEVER } from './models.ts'

const PROBLEM =
  'A shop sells pens at 3 and books at 12. Mia buys 4 pens and 2 books. What does she pay?'

const OPTIONS: SolveOptions = { ...LIVE_OPTIONS, maxStepTokens: 32, maxTokens: 128 }

export interface AttemptFigures {
  readonly finished: AttemptEventOf<'finished'>
  readonly accepted: number
  readonly rewritten: number
}

/** One attempt at a problem, as the program makes it. */
export async function attempt(
  pair: Pair,
  options: Partial<SolveOptions> = {}
): Promise<AttemptFigures> {
  const events = solve({
    problem: PROBLEM,
    options: { ...OPTIONS, ...options },
    ...bundledWords,
    pair,
    clock: () => performance.now(),
    signal: NEVER,
    stoppedPaths: new Set<number>(),
    baseline: null
  })
  let [accepted, rewritten] = [0, 0]
  for await (const event of events) {
    if (event.type === 'step-accepted') accepted += 1
    if (event.type === 'step-rewritten') rewritten += 1
    if (event.type === 'finished') return { finished: event, accepted, rewritten }
  }
  throw new Error('The attempt did not finish')
}
