import type { Plan } from '../../shared/plan.ts'
import { reasonToTrust } from '../adaptive.ts'
import { reasonToStop } from '../stop.ts'
import { vote, type Ballot } from '../vote.ts'
import type { PathRecord, Price, ProblemRecord } from './record.ts'

export interface Simulated {
  readonly right: boolean
  readonly price: Price
  readonly targetWoken: boolean
}

const NOTHING: Price = { wallMs: 0, flops: 0, decoded: 0 }

/**
 * What `ssr-adaptive` would have answered and spent under a plan, from the paths that a problem has on record: the same
 * decisions, with the same rules, as in a live attempt (adaptive.ts). A path that would have been stopped half-way is
 * charged whole.
 */
export function simulate(problem: ProblemRecord, plan: Plan): Simulated {
  const prices: Price[] = []
  if (plan.draft !== null) {
    prices.push(problem.draft.selection, problem.draft.path.price)
    const ballots = ballotsOf([problem.draft.path], plan)
    if (trusted(ballots, { sure: plan.draft.sure, lead: null })) {
      return finish([problem.draft.path], ballots, prices, false)
    }
  }
  const paths: PathRecord[] = []
  const waiting = [...problem.selected]
  if (plan.draft?.handsOver === true) paths.push(problem.handedOver)
  else {
    prices.push(problem.selection)
    paths.push(...waiting.splice(0, 1))
  }
  for (;;) {
    const ballots = ballotsOf(paths, plan)
    const left = Math.min(waiting.length, plan.paths - paths.length)
    const open = Array.from({ length: Math.max(0, left) }, () => 1)
    const stop =
      trusted(ballots, plan) ||
      reasonToStop('decided', { ballots, open, weight: 'evidence' }) !== null
    if (stop || left <= 0) {
      prices.push(...paths.map(({ price }) => price))
      return finish(paths, ballots, prices, true)
    }
    if (plan.draft?.handsOver === true && paths.length === 1) prices.push(problem.selection)
    paths.push(...waiting.splice(0, Math.min(plan.wave, left)))
  }
}

function trusted(ballots: readonly Ballot[], bars: Pick<Plan, 'sure' | 'lead'>): boolean {
  return reasonToTrust(ballots, bars, (list) => vote(list, 'evidence')) !== null
}

function ballotsOf(paths: readonly PathRecord[], plan: Plan): Ballot[] {
  return paths.flatMap(({ answer, forced, evidence }, path) =>
    answer === null
      ? []
      : [{ path, answer, forced, meanScore: null, evidence: evidence[plan.evidence] }]
  )
}

function finish(
  paths: readonly PathRecord[],
  ballots: readonly Ballot[],
  prices: readonly Price[],
  targetWoken: boolean
): Simulated {
  const [leader] = vote(ballots, 'evidence').votes
  const price = prices.reduce(
    (sum, each) => ({
      wallMs: sum.wallMs + each.wallMs,
      flops: sum.flops + each.flops,
      decoded: sum.decoded + each.decoded
    }),
    NOTHING
  )
  return { right: leader ? paths[leader.paths[0]!]!.right : false, price, targetWoken }
}
