import { alphaOf } from '../../shared/alpha.ts'
import type { Usage } from '../../shared/cost.ts'
import { NO_USAGE, addUsage, totalUsage } from '../../shared/cost.ts'
import type { AttemptEvent } from '../../shared/events.ts'
import type { Plan } from '../../shared/plan.ts'
import { foldAll } from '../../shared/fold.ts'
import { evidenceOf } from '../evidence.ts'

/** What a part of an attempt takes, both models together. */
export interface Price {
  readonly wallMs: number
  readonly flops: number
  /** Decoded tokens, the draft's weighted by alpha. */
  readonly decoded: number
}

/** A path that was written to its end, and what its answer is worth under each statistic of evidence. */
export interface PathRecord {
  readonly answer: string | null
  readonly right: boolean
  readonly forced: boolean
  readonly evidence: Readonly<Record<Plan['evidence'], number | null>>
  readonly price: Price
}

/** One problem with all that a plan could ask for, so that any plan can be tried on it without a model. */
export interface ProblemRecord {
  readonly baseline: { readonly right: boolean; readonly price: Price }
  /** The draft's selection, and its path alone. */
  readonly draft: { readonly selection: Price; readonly path: PathRecord }
  /** What the target makes of that path. */
  readonly handedOver: PathRecord
  /** The target's selection, and its paths, best strategy first. */
  readonly selection: Price
  readonly selected: readonly PathRecord[]
}

/** The plan under which an attempt leaves nothing out. With `stop: all`. */
export function exhaustivePlan(paths: number): Plan {
  return {
    effort: 'thorough',
    evidence: 'min',
    draft: { paths: 1, sure: null, handsOver: true },
    paths,
    wave: 1,
    sure: null,
    lead: null
  }
}

/**
 * What an exhaustive attempt says of each part. Its paths come one after another, so that each has the time of its own
 * calls.
 *
 * @returns Null where the attempt did not come as far, such as when it was stopped.
 */
export function recordOf(
  events: readonly AttemptEvent[],
  isRight: (answer: string) => boolean
): Omit<ProblemRecord, 'baseline'> | null {
  const view = foldAll(events)
  const { pair } = view
  if (pair === null || view.paths.length < 2) return null
  const alpha = alphaOf(pair)
  const charges = events.flatMap((event) =>
    'cost' in event ? event.cost.map((charge) => ({ event, charge })) : []
  )
  function price(belongs: (event: AttemptEvent) => boolean): Price {
    const own = charges.filter(({ event }) => belongs(event)).map(({ charge }) => charge)
    const sum = (list: readonly Usage[]) => list.reduce(addUsage, NO_USAGE)
    const draft = sum(own.filter(({ model }) => model === 'draft'))
    const target = sum(own.filter(({ model }) => model === 'target'))
    return {
      wallMs: draft.ms + target.ms,
      flops: draft.flops + target.flops,
      decoded: target.decoded + alpha * draft.decoded
    }
  }
  const selectionOf = (role: string) =>
    price((event) => event.type === 'selected' && event.by === role)
  const paths = view.paths.map((path): PathRecord => {
    const { answer, forced, evidence, steps } = path
    const trusted = steps.map(({ state, evidence: read, confidence }) => ({
      confidence: state === 'accepted' ? likelihoodIn(read) : confidence
    }))
    return {
      answer,
      right: answer !== null && isRight(answer),
      forced,
      evidence: { min: evidence, mean: evidenceOf(trusted, 'mean') },
      price: price((event) => 'path' in event && event.path === path.id)
    }
  })
  const [path, handedOver, ...selected] = paths
  return {
    draft: { selection: selectionOf('draft'), path: path! },
    handedOver: handedOver!,
    selection: selectionOf('target'),
    selected
  }
}

/** The price of a whole attempt of one path, as its bill and its clock say. */
export function priceOf(
  finished: Extract<AttemptEvent, { type: 'finished' }>,
  alpha: number
): Price {
  const [draft, target] = [totalUsage(finished.bill.draft), totalUsage(finished.bill.target)]
  return {
    wallMs: finished.wallMs,
    flops: draft.flops + target.flops,
    decoded: target.decoded + alpha * draft.decoded
  }
}

function likelihoodIn(evidence: object | null): { min: number; mean: number } | null {
  if (evidence === null || !('mean' in evidence)) return null
  return evidence as { min: number; mean: number }
}
