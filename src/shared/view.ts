import type { CallClock, Span } from './clock.ts'
import type { Language } from './contract/settings.ts'
import type { Cost, Role } from './cost.ts'
import type {
  AnswerClass,
  Confidence,
  Evidence,
  ModelIdentity,
  Outcome,
  PathEnd,
  Ratios,
  AttemptEventOf,
  Speculation,
  StepStop
} from './events.ts'
import type { Parentage } from './fork.ts'
import type { SolveOptions } from './options.ts'
import type { Strategy } from './strategy-pool.ts'
import type { TokenReading } from './token-reading.ts'
import { say } from './words/say.ts'

/** A drafted step that the target rewrote. */
export interface RejectedDraft {
  readonly text: string
  readonly tokens: number
  readonly ms: number
  readonly score: number | null
  readonly evidence: Evidence | null
  /** How probable the draft found its tokens, and how probable the target found them. */
  readonly reading: TokenReading | null
  readonly judged: TokenReading | null
}

/** One step of a path: as it stands, with the draft it replaced. */
export interface StepView {
  readonly index: number
  readonly author: Role
  readonly text: string
  readonly tokens: number
  readonly ms: number
  readonly stop: StepStop
  /** `written` by the path's only author, or where drafted: waiting, accepted or rewritten. */
  readonly state: 'written' | 'drafted' | 'scored' | 'accepted' | 'rewritten'
  /** Of the text that stands; a rewritten step is not scored. Null also where the score could not be read. */
  readonly score: number | null
  readonly evidence: Evidence | null
  readonly rejected: RejectedDraft | null
  /** How probable its author found what it wrote; null where that is not known. */
  readonly confidence: Confidence | null
  /** The same token by token; and how probable the target found those of a draft that stands. */
  readonly reading: TokenReading | null
  readonly judged: TokenReading | null
  /** Characters at its beginning that the draft wrote, of a step that the target rewrote from there on. */
  readonly kept: number
  /** Tokens of these, as the target counts them; they are among `tokens`. */
  readonly keptTokens: number
  /** Where the draft proposed its tokens. */
  readonly speculation: Speculation | null
  /** The calls that it took, a rejected draft's and its scoring among them. */
  readonly spans: readonly Span[]
}

export interface PathView {
  readonly id: number
  readonly strategy: Strategy | null
  readonly writer: AttemptEventOf<'path-opened'>['writer']
  /** Null while the path is open. */
  readonly end: PathEnd | null
  readonly answer: string | null
  readonly forced: boolean
  /** How far the models stand behind its text, from 0 to 1; null while it is open, or where that is not known. */
  readonly evidence: number | null
  readonly cause: string | null
  readonly steps: readonly StepView[]
  /** The step being written, or null. */
  readonly progress: { readonly author: Role; readonly text: string; readonly kept: number } | null
  /** The calls that no step of it stands for: its prompt, an answer that was asked for, a step that was cut off. */
  readonly spans: readonly Span[]
}

export interface SelectedStrategy {
  readonly strategy: Strategy
  readonly probability: number | null
  readonly chosen: boolean
}

/** One attempt as a reader sees it: live, or reopened from its stored events. */
export interface AttemptView {
  readonly problem: string
  readonly options: SolveOptions | null
  readonly pair: { readonly draft: ModelIdentity; readonly target: ModelIdentity } | null
  /** Of which attempt it is a fork; its steps before that one are shared. */
  readonly fork: Parentage | null
  readonly notes: readonly { readonly path: number | null; readonly text: string }[]
  /** Null where the method does not select. */
  readonly selection: readonly SelectedStrategy[] | null
  /** Whose letters the selection was read from. */
  readonly selectedBy: Role | null
  /** Probability of all letters together, and how often they were asked for; null where they were not. */
  readonly letters: { readonly mass: number; readonly questions: number } | null
  readonly paths: readonly PathView[]
  /** Why paths were stopped or opened, in order. */
  readonly decisions: readonly string[]
  readonly votes: readonly AnswerClass[]
  readonly tie: AttemptEventOf<'voted'>['tie']
  readonly cost: Cost
  /** Null while the attempt runs. */
  readonly outcome: Outcome | null
  readonly answer: string | null
  readonly cause: string | null
  readonly ratios: Ratios | null
  readonly wallMs: number | null
  /** How far its calls have come. */
  readonly clock: CallClock
  /** The calls for the attempt as a whole: the selection of its strategies. */
  readonly spans: readonly Span[]
}

/** Whose text a part of a step is. */
export interface Passage {
  readonly author: Role
  readonly text: string
}

/** A step's text by who wrote it: of a step that was rewritten from a weak token on, the draft's part comes first. */
export function passages({
  author,
  text,
  kept
}: Pick<StepView, 'author' | 'text' | 'kept'>): Passage[] {
  return [
    { author: 'draft', text: text.slice(0, kept) } as const,
    { author, text: text.slice(kept) }
  ].filter((passage) => passage.text !== '')
}

/** Whether a person wrote a step: the one at which a fork parts from its parent, where that is its change. */
export function isByHand({ fork }: Pick<AttemptView, 'fork'>, path: number, step: number): boolean {
  return fork?.change === 'text' && fork.path === path && fork.step === step
}

/** The share of the characters of all steps that the target wrote, and not the draft; null where the models wrote none. */
export function targetShare(view: Pick<AttemptView, 'paths' | 'fork'>): number | null {
  const parts = view.paths.flatMap((path) =>
    path.steps.filter(({ index }) => !isByHand(view, path.id, index)).flatMap(passages)
  )
  const length = (list: readonly Passage[]) => list.reduce((sum, { text }) => sum + text.length, 0)
  const all = length(parts)
  return all === 0 ? null : length(parts.filter(({ author }) => author === 'target')) / all
}

/** Token-level speculation of all steps together, or null where there was none. */
export function speculationOf(paths: readonly PathView[]): Speculation | null {
  const parts = paths.flatMap(({ steps }) => steps.flatMap(({ speculation }) => speculation ?? []))
  if (parts.length === 0) return null
  return parts.reduce((sum, { passes, proposed, accepted }) => ({
    passes: sum.passes + passes,
    proposed: sum.proposed + proposed,
    accepted: sum.accepted + accepted
  }))
}

/**
 * What weakens the answer, in a few words each, to stand beside it: no path gave it unasked, or another answer had as
 * much weight.
 */
export function reservationsOf(
  { votes, tie, paths }: Pick<AttemptView, 'votes' | 'tie' | 'paths'>,
  language: Language = 'en'
): string[] {
  const [leader, runnerUp] = votes
  if (leader === undefined) return []
  const voters = paths.filter(({ id }) => leader.paths.includes(id))
  return [
    ...(voters.length > 0 && voters.every(({ forced }) => forced)
      ? [say(language, 'reservation.forced')]
      : []),
    ...(tie !== null && runnerUp !== undefined
      ? [say(language, 'reservation.tied', { answer: runnerUp.answer })]
      : [])
  ]
}

/** Share of the drafted and scored steps that stood, or null where none was drafted. */
export function acceptanceRate(paths: readonly PathView[]): number | null {
  return acceptanceOf(paths).acceptance
}

/** Drafted steps that the target judged, those that stood, and their share; null without any. */
export function acceptanceOf(paths: readonly PathView[]): {
  readonly judged: number
  readonly accepted: number
  readonly acceptance: number | null
} {
  const steps = paths.flatMap((path) => path.steps)
  const accepted = steps.filter((step) => step.state === 'accepted').length
  const judged = accepted + steps.filter((step) => step.rejected !== null).length
  return { judged, accepted, acceptance: judged === 0 ? null : accepted / judged }
}
