import type { AnswerClass, AttemptEventOf } from '../shared/events.ts'
import type { VoteWeight } from '../shared/options.ts'
import { agree } from './answer-kinds/agree.ts'

/** What a path brings to the vote. */
export interface Ballot {
  readonly path: number
  readonly answer: string
  /** What the problem's answers are, by its name (answer-kinds/registry.ts); mathematics where it is left out. */
  readonly answerKind?: string | undefined
  readonly forced: boolean
  /** Mean score of its accepted drafts as a share of the highest, or null where nothing was scored. */
  readonly meanScore: number | null
  /** How far the models stand behind its text (evidence.ts), or null where that is not known. */
  readonly evidence: number | null
}

export interface VoteResult {
  /** Heaviest first. */
  readonly votes: readonly AnswerClass[]
  readonly answer: string | null
  readonly tie: AttemptEventOf<'voted'>['tie']
}

/**
 * Groups answers that are the same by their kind and elects the heaviest class.
 *
 * Ties go to the class with more answers that were not forced, then to the lowest path: where strategies were
 * selected, the target ranked its strategy highest. The published code lets the mean score decide, with rewritten
 * steps counted as 9. A mean over the drafts that stood says little, since all of them passed the threshold: with an
 * earlier bundled pair it was right in 35 of 197 ties, the lowest path in 87.
 */
export function vote(ballots: readonly Ballot[], weight: VoteWeight): VoteResult {
  const classes = groupByAnswer(ballots).map((members) => new Candidate(members, weight))
  classes.sort(
    (a, b) => b.weight - a.weight || b.unforced - a.unforced || a.firstPath - b.firstPath
  )
  const [leader, runnerUp] = classes
  return {
    votes: classes.map(({ answer, paths, weight }) => ({ answer, paths, weight })),
    answer: leader?.answer ?? null,
    tie: leader && runnerUp ? tieBetween(leader, runnerUp) : null
  }
}

/** Of a path whose evidence is not known: neither for it nor against it. */
const UNKNOWN_EVIDENCE = 0.5

/** What a vote weighs by its path's evidence. */
export function evidenceWeight(evidence: number | null): number {
  return (evidence ?? UNKNOWN_EVIDENCE) ** 2
}

/** The weight of one path's vote; at most 1. */
function ballotWeight(ballot: Ballot, weight: VoteWeight): number {
  switch (weight) {
    case 'count':
      return 1
    case 'score':
      return ballot.meanScore ?? 1
    case 'evidence':
      return evidenceWeight(ballot.evidence)
    default:
      return weight satisfies never
  }
}

/** Classes of equivalent answers, each by its first member. */
function groupByAnswer(ballots: readonly Ballot[]): Ballot[][] {
  const classes: Ballot[][] = []
  for (const ballot of ballots) {
    const known = classes.find(([first]) => agree(first!.answer, ballot.answer, ballot.answerKind))
    if (known) known.push(ballot)
    else classes.push([ballot])
  }
  return classes
}

class Candidate {
  readonly answer: string
  readonly paths: readonly number[]
  readonly weight: number
  readonly unforced: number
  readonly firstPath: number

  constructor(members: readonly Ballot[], weight: VoteWeight) {
    this.answer = members[0]!.answer
    this.paths = members.map(({ path }) => path)
    this.weight = members.reduce((sum, ballot) => sum + ballotWeight(ballot, weight), 0)
    this.unforced = members.filter(({ forced }) => !forced).length
    this.firstPath = Math.min(...this.paths)
  }
}

function tieBetween(leader: Candidate, runnerUp: Candidate): VoteResult['tie'] {
  if (leader.weight !== runnerUp.weight) return null
  return leader.unforced !== runnerUp.unforced ? 'unforced' : 'lowest-path'
}
