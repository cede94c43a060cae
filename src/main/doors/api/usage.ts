import { sum } from '../../../core/statistics/moments.ts'
import { totalUsage } from '../../../shared/cost.ts'
import type { AttemptEvent } from '../../../shared/events.ts'
import type { AttemptView } from '../../../shared/view.ts'
import { shownPath } from './shown-path.ts'

/** Tokens that the draft proposed to the target, and what became of them. What was never judged is neither. */
export interface Proposals {
  readonly total: number
  readonly accepted: number
  readonly rejected: number
}

/** Counts proposals while they happen: whole steps, and single tokens where the method speculates with them. */
export class ProposalCount {
  readonly #open = new Map<string, number>()
  #total = 0
  #accepted = 0
  #rejected = 0

  take(event: AttemptEvent): void {
    if (event.type === 'step-drafted') {
      this.#open.set(keyOf(event), event.tokens)
      this.#total += event.tokens
    }
    if (event.type === 'step-accepted') this.#settle(event, Infinity)
    if (event.type === 'step-rewritten') this.#settle(event, event.keptTokens)
    if (event.type === 'step-written' && event.speculation !== null) {
      const { proposed, accepted } = event.speculation
      this.#total += proposed
      this.#accepted += accepted
      this.#rejected += proposed - accepted
    }
  }

  get proposals(): Proposals {
    return { total: this.#total, accepted: this.#accepted, rejected: this.#rejected }
  }

  /** @param kept tokens of the drafted step that stand, as the target counts them. */
  #settle(step: Place, kept: number): void {
    const drafted = this.#open.get(keyOf(step)) ?? 0
    this.#open.delete(keyOf(step))
    this.#accepted += Math.min(kept, drafted)
    this.#rejected += Math.max(0, drafted - kept)
  }
}

/** Of which step an event tells. */
interface Place {
  readonly path: number
  readonly step: number
}

function keyOf({ path, step }: Place): string {
  return `${path} ${step}`
}

/** An attempt that is to be paid for. */
export interface Spent {
  readonly view: Pick<AttemptView, 'cost' | 'votes' | 'paths'>
  readonly proposals: Proposals
}

/**
 * All that the attempts of a request evaluated, by both models, on all paths: tokens read are the prompt's, tokens
 * written the completion's. Of the latter, those that are not in the text that was given are reasoning.
 */
export function usageOf(attempts: readonly Spent[]) {
  const [draft, target] = (['draft', 'target'] as const).map((role) => {
    const spent = attempts.map(({ view }) => totalUsage(view.cost[role]))
    return {
      read: sum(spent.map(({ prefilled }) => prefilled)),
      written: sum(spent.map(({ decoded }) => decoded))
    }
  }) as [ModelTokens, ModelTokens]
  const proposals = attempts.map((attempt) => attempt.proposals)
  const accepted = sum(proposals.map((one) => one.accepted))
  const rejected = sum(proposals.map((one) => one.rejected))
  const prompt = draft.read + target.read
  const completion = draft.written + target.written
  const given = sum(
    attempts.flatMap(({ view }) => shownPath(view)?.steps.map(({ tokens }) => tokens) ?? [])
  )
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    completion_tokens_details: {
      reasoning_tokens: Math.max(0, completion - given),
      accepted_prediction_tokens: accepted,
      rejected_prediction_tokens: rejected
    },
    draft_tokens: draft,
    target_tokens: target,
    total_draft_tokens_count: sum(proposals.map((one) => one.total)),
    accepted_draft_tokens_count: accepted,
    rejected_draft_tokens_count: rejected
  }
}

interface ModelTokens {
  readonly read: number
  readonly written: number
}
