import { advance } from './advance.ts'
import type { Attempt } from './attempt.ts'
import { Path } from './path.ts'
import { selectStrategies } from './select.ts'
import { isProbablyDecided, reasonToStop } from './stop.ts'
import { vote, type Ballot } from './vote.ts'

/** Paths on which the draft answers alone before the target is woken. */
export const SCOUTS = 3

/**
 * `ssr-adaptive`, ours (method.md, "Ours, beyond the paper"): only not waking the target makes an attempt cheaper
 * than the baseline. The draft answers first; where its paths all agree, that is the answer. Otherwise
 * target-checked paths open one at a time, only while the vote is undecided. The draft's own answers do not vote
 * then: their disagreement is why the target was woken.
 *
 * @returns The paths that vote.
 */
export async function adapt(attempt: Attempt): Promise<readonly Path[]> {
  const scouts = Array.from({ length: SCOUTS }, (_, id) => new Path(attempt, id, null, 'draft'))
  await advance(attempt, scouts)
  if (attempt.signal.aborted) return scouts
  if (agree(ballotsOf(scouts))) {
    attempt.emit({
      type: 'decided',
      text: `All ${SCOUTS} draft paths agree: the target is not woken.`
    })
    return scouts
  }
  return checkedPaths(attempt)
}

async function checkedPaths(attempt: Attempt): Promise<readonly Path[]> {
  const { emit, options } = attempt
  emit({
    type: 'decided',
    text: 'The draft paths disagree: target-checked paths open one at a time.'
  })
  const strategies = await selectStrategies(attempt, options.paths)
  const paths: Path[] = []
  for (const strategy of strategies) {
    const path = new Path(attempt, SCOUTS + paths.length, strategy, 'draft-and-target')
    paths.push(path)
    const waiting = options.paths - paths.length
    await advance(attempt, [path], waiting)
    if (attempt.signal.aborted) break
    const reason = reasonNotToOpen(attempt, paths, waiting)
    if (reason !== null) {
      emit({ type: 'decided', text: `No further path opens: ${reason}.` })
      break
    }
  }
  return paths
}

function reasonNotToOpen(
  { options, method }: Attempt,
  paths: readonly Path[],
  waiting: number
): string | null {
  if (waiting === 0) return null
  const ballots = ballotsOf(paths)
  if (isProbablyDecided(ballots)) return 'the leader probably beats every other answer'
  return reasonToStop(options.stop ?? method.stop, { ballots, open: waiting, weight: options.vote })
}

/** Whether every scout answered by itself, and all the same. */
function agree(ballots: readonly Ballot[]): boolean {
  const [leader] = vote(ballots, 'count').votes
  return leader?.paths.length === SCOUTS && ballots.every(({ forced }) => !forced)
}

function ballotsOf(paths: readonly Path[]): Ballot[] {
  return paths.flatMap(({ ballot }) => ballot ?? [])
}
