import type { SolveOptions } from '../../shared/options.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import type { StrategyPool } from '../../shared/strategy-pool.ts'

/** All that one attempt needs beside its problem, complete. */
export interface AttemptSetup {
  readonly options: SolveOptions
  readonly prompts: PromptProfile
  readonly pool: StrategyPool
  readonly pair: PairSetup
}
