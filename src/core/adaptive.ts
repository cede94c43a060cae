import type { Plan } from '../shared/plan.ts'
import { advance, closeAll } from './advance.ts'
import type { Attempt } from './attempt.ts'
import { Path } from './path.ts'
import { selectStrategies } from './select.ts'
import { probabilityOfLead, reasonToStop } from './stop.ts'
import { vote, type Ballot } from './vote.ts'

/**
 * `ssr-adaptive`, ours: spends where the evidence is weak. Where the plan trusts the draft it answers first, on
 * strategies of its own choice; where it is sure, the target never wakes. Otherwise the target selects, the best path
 * opens, and others only while the evidence is not enough. Votes weigh evidence.
 *
 * The two stages, one sure sample and otherwise votes weighed by confidence under a Beta rule, are those of ReASC
 * (arXiv 2601.02970) and Adaptive-Consistency (arXiv 2305.11860); the cascade from draft to target is FrugalGPT's
 * (arXiv 2305.05176). What differs: the evidence is the target's own reading of every token, had for nothing.
 *
 * @returns The paths that vote. The draft's unsure answers do not: they are why the target was woken.
 */
export async function adapt(attempt: Attempt): Promise<readonly Path[]> {
  const opened: Path[] = []
  try {
    const drafts = await draftAlone(attempt, opened)
    if (attempt.signal.aborted || enough(attempt, drafts, 0) !== null) return drafts
    return await checkedPaths(attempt, drafts, opened)
  } finally {
    await closeAll(opened)
  }
}

async function draftAlone(attempt: Attempt, opened: Path[]): Promise<readonly Path[]> {
  const { draft } = attempt.options.plan
  if (draft === null) return []
  const paths: Path[] = []
  for (const strategy of await selectStrategies(attempt, 'draft', draft.paths)) {
    const path = new Path(attempt, opened.length, strategy, 'draft')
    await advanceWave(attempt, paths, [path], opened)
    paths.push(path)
    if (attempt.signal.aborted) return paths
    const reason = enough(attempt, paths, draft.paths - paths.length)
    if (reason !== null) {
      decide(attempt, `The target is not woken: ${reason}.`)
      return paths
    }
    if (attempt.unfamiliar) break
    // Only the best can be handed over; the others' contexts are free.
    const best = bestOf(paths)
    await closeAll(paths.filter((path) => path !== best))
  }
  decide(
    attempt,
    `The target is asked: the draft is not sure enough${shortfall(paths, draft.sure)}.`
  )
  return paths
}

async function checkedPaths(
  attempt: Attempt,
  drafts: readonly Path[],
  opened: Path[]
): Promise<readonly Path[]> {
  const { plan } = attempt.options
  const paths: Path[] = []
  const handedOver = plan.draft?.handsOver === true ? bestOf(drafts) : null
  if (handedOver !== null) {
    decide(attempt, `The target reads path ${handedOver.id + 1} and goes on from what it keeps.`)
    const path = await Path.judging(attempt, opened.length, handedOver)
    await advanceWave(attempt, paths, [path], opened)
    paths.push(path)
    if (!another(attempt, paths)) return paths
  }
  await closeAll(drafts)
  const most = plan.paths - paths.length
  const selected = await selectStrategies(attempt, 'target', most)
  for (let next = 0; next < most;) {
    const size = paths.length === 0 ? 1 : plan.wave
    const wave = selected.slice(next, next + size).map((strategy, index) => {
      return new Path(attempt, opened.length + index, strategy, 'draft-and-target')
    })
    await advanceWave(attempt, paths, wave, opened)
    paths.push(...wave)
    next += wave.length
    if (!another(attempt, paths)) break
  }
  return paths
}

/** Whether another path is to open; says why, either way. */
function another(attempt: Attempt, paths: readonly Path[]): boolean {
  const { plan } = attempt.options
  const waiting = plan.paths - paths.length
  if (attempt.signal.aborted || waiting === 0) return false
  const reason = enough(attempt, paths, waiting)
  decide(
    attempt,
    reason === null
      ? `Another path opens: no answer is sure enough${shortfall(paths, plan.sure)}.`
      : `No further path opens: ${reason}.`
  )
  return reason === null
}

/** Advances paths to their ends, beside those that have ended. */
async function advanceWave(
  attempt: Attempt,
  ended: readonly Path[],
  wave: readonly Path[],
  opened: Path[]
): Promise<void> {
  const { options } = attempt
  opened.push(...wave)
  const checked = wave[0]!.writer !== 'draft'
  const waiting = checked ? options.plan.paths - ended.length - wave.length : 0
  await advance(attempt, wave, ({ ballots, open }) =>
    reasonToStop(checked ? options.stop : 'all', {
      ballots: [...ballotsOf(ended), ...ballots],
      open: [...open, ...unopened(waiting)],
      weight: options.vote
    })
  )
  if (checked) await closeAll(wave)
}

/** The most that paths can weigh which are not open yet: nothing is known against them. */
function unopened(count: number): number[] {
  return Array.from({ length: count }, () => 1)
}

/** The path with the strongest evidence of those that can be read; the first of equals. */
function bestOf(paths: readonly Path[]): Path | null {
  const written = paths.filter(({ end, steps }) => end !== 'failed' && steps.length > 0)
  return written.reduce<Path | null>(
    (best, path) => (best === null || (path.evidence ?? 0) > (best.evidence ?? 0) ? path : best),
    null
  )
}

/** Why the answers of these paths are enough, or null where they are not. */
function enough({ options }: Attempt, paths: readonly Path[], waiting: number): string | null {
  const [first] = paths
  if (first === undefined) return null
  const ballots = ballotsOf(paths)
  const { plan } = options
  const bars = first.writer === 'draft' ? { sure: plan.draft?.sure ?? null, lead: null } : plan
  return (
    reasonToTrust(ballots, bars, (open) => vote(open, options.vote)) ??
    reasonToStop(first.writer === 'draft' ? 'all' : options.stop, {
      ballots,
      open: unopened(waiting),
      weight: options.vote
    })
  )
}

/**
 * Why the leader of the vote may be trusted: one of its paths is sure by itself, or together they probably beat every
 * other answer. An answer that had to be asked for is sure of nothing.
 */
export function reasonToTrust(
  ballots: readonly Ballot[],
  { sure, lead }: Pick<Plan, 'sure' | 'lead'>,
  count: (ballots: readonly Ballot[]) => ReturnType<typeof vote>
): string | null {
  const [leader, runnerUp] = count(ballots).votes
  if (leader === undefined) return null
  const best = strongest(
    ballots.filter(({ path, forced }) => !forced && leader.paths.includes(path))
  )
  if (sure !== null && best !== null && best >= sure) {
    return `${leader.answer} has evidence ${figure(best)}, and ${figure(sure)} is enough`
  }
  const probability = probabilityOfLead(leader.weight, runnerUp?.weight ?? 0)
  if (lead !== null && probability >= lead) {
    return `${leader.answer} leads with probability ${figure(probability)}, and ${figure(lead)} is enough`
  }
  return null
}

function shortfall(paths: readonly Path[], sure: number | null): string {
  const best = strongest(ballotsOf(paths))
  if (best === null || sure === null) return ''
  return ` (evidence ${figure(best)}, needed ${figure(sure)})`
}

function strongest(ballots: readonly Ballot[]): number | null {
  const known = ballots.flatMap(({ evidence }) => evidence ?? [])
  return known.length === 0 ? null : Math.max(...known)
}

function ballotsOf(paths: readonly Path[]): Ballot[] {
  return paths.flatMap(({ ballot }) => ballot ?? [])
}

function decide({ emit }: Attempt, text: string): void {
  emit({ type: 'decided', text })
}

/** Cut, not rounded: a figure that is shown as reaching its bar reaches it. */
function figure(value: number): string {
  return (Math.floor(value * 1000) / 1000).toString()
}
