import type { Charge, Purpose, Role, Usage } from '../shared/cost.ts'
import type { AttemptEvent } from '../shared/events.ts'
import type { Fork } from '../shared/fork.ts'
import type { DraftAhead, Rewrite, SolveOptions, VoteWeight } from '../shared/options.ts'
import type { StopRule } from '../shared/stop-rules.ts'
import type { PromptProfile } from '../shared/prompt-profile.ts'
import type { StrategyPool } from '../shared/strategy-pool.ts'
import type { Baseline } from './baseline.ts'
import type { Method } from './methods.ts'
import {
  Interrupted,
  type CancelSignal,
  type Clock,
  type Pair,
  type StoppedPaths
} from './ports.ts'

/** One problem to be solved once: all that decides how, and all that is needed for it. */
export interface Job {
  readonly problem: string
  /** What its answers are, by the kind's name: those that vote are compared by it. Mathematics where it is left out. */
  readonly answerKind?: string | undefined
  readonly options: SolveOptions
  readonly prompts: PromptProfile
  readonly pool: StrategyPool
  readonly pair: Pair
  readonly clock: Clock
  readonly signal: CancelSignal
  /** Paths that a person stops one by one; looked at between two tokens, as the signal is. */
  readonly stoppedPaths: StoppedPaths
  /** The baseline measured on the same problem, or null to estimate it. */
  readonly baseline: Baseline | null
  /** Where it goes on from another attempt. */
  readonly fork?: Fork | undefined
}

/** Options in which the method's own rules stand where nothing else was asked for. */
export type SettledOptions = SolveOptions & {
  readonly stop: StopRule
  readonly vote: VoteWeight
  readonly rewrite: Rewrite
}

/** The options with the method's rules where none are given. */
export function settle(options: SolveOptions, method: Method): SettledOptions {
  return {
    ...options,
    stop: options.stop ?? method.stop,
    vote: options.vote ?? method.vote,
    rewrite: options.rewrite ?? method.rewrite
  }
}

/**
 * Whether the draft of a path writes ahead. Where it is left to the program, it does while the target computes elsewhere: the
 * trip and the target's time are idle time here. Two models on one machine share its processor, and what one writes in vain
 * the other waits for (docs/performance.md).
 */
export function settleAhead(
  asked: DraftAhead,
  { writer }: Method,
  { draft, target }: Pair
): Exclude<DraftAhead, 'auto'> {
  if (writer !== 'draft-and-target') return 'off'
  if (asked !== 'auto') return asked
  return target.server !== null && target.server !== draft.server ? 'on' : 'off'
}

/** A job under way. */
export interface Attempt extends Job {
  readonly method: Method
  readonly options: SettledOptions & { readonly draftAhead: ReturnType<typeof settleAhead> }
  /** What is spent on the attempt as a whole, outside its paths. */
  readonly bill: Bill
  readonly emit: (event: AttemptEvent) => void
  /** Whether readers were told that the problem looks unlike what the models know. */
  unfamiliar: boolean
  /** Whether they were told that the target answers the question for a score with something else than a digit. */
  unscored: boolean
}

/** Collects what was spent until an event takes it along: nothing is lost when a call is cut off. */
export class Bill {
  #charges: Charge[] = []
  #ms = 0

  /** Milliseconds of all calls that were ever on it. */
  get ms(): number {
    return this.#ms
  }

  /**
   * Waits for a call and writes its usage down, also when it was interrupted.
   *
   * @param headStart milliseconds that it had been under way when the call before it ended, of one that did not wait for it
   */
  async charge<T extends { readonly usage: Usage }>(
    model: Role,
    purpose: Purpose,
    call: Promise<T>,
    headStart = 0
  ): Promise<T> {
    const note = (usage: Usage) => {
      this.#ms += usage.ms
      this.#charges.push({ model, purpose, ...usage, ...(headStart > 0 && { headStart }) })
    }
    try {
      const result = await call
      note(result.usage)
      return result
    } catch (error) {
      if (error instanceof Interrupted) note(error.usage)
      throw error
    }
  }

  /** What was spent since the last event. */
  take(): Charge[] {
    const charges = this.#charges
    this.#charges = []
    return charges
  }
}
