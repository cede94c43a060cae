import type { Cost, Role } from './cost.ts'
import type {
  AnswerClass,
  Evidence,
  ModelIdentity,
  Outcome,
  PathEnd,
  Ratios,
  RunEventOf,
  StepStop
} from './events.ts'
import type { SolveOptions } from './options.ts'
import type { Strategy } from './strategy-pool.ts'

/** A drafted step that the target rewrote. */
export interface RejectedDraft {
  readonly text: string
  readonly tokens: number
  readonly ms: number
  readonly score: number | null
  readonly evidence: Evidence | null
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
}

export interface PathView {
  readonly id: number
  readonly strategy: Strategy | null
  readonly writer: RunEventOf<'path-opened'>['writer']
  /** Null while the path is open. */
  readonly end: PathEnd | null
  readonly answer: string | null
  readonly forced: boolean
  readonly cause: string | null
  readonly steps: readonly StepView[]
  /** The step being written, or null. */
  readonly progress: { readonly author: Role; readonly text: string } | null
}

export interface SelectedStrategy {
  readonly strategy: Strategy
  readonly probability: number | null
  readonly chosen: boolean
}

/** One attempt as a reader sees it: live, or reopened from its stored events. */
export interface RunView {
  readonly problem: string
  readonly options: SolveOptions | null
  readonly pair: { readonly draft: ModelIdentity; readonly target: ModelIdentity } | null
  readonly notes: readonly { readonly path: number | null; readonly text: string }[]
  /** Null where the method does not select. */
  readonly selection: readonly SelectedStrategy[] | null
  readonly paths: readonly PathView[]
  /** Why paths were stopped or opened, in order. */
  readonly decisions: readonly string[]
  readonly votes: readonly AnswerClass[]
  readonly tie: RunEventOf<'voted'>['tie']
  readonly cost: Cost
  /** Null while the attempt runs. */
  readonly outcome: Outcome | null
  readonly answer: string | null
  readonly cause: string | null
  readonly ratios: Ratios | null
  readonly wallMs: number | null
}

/** Share of the drafted and scored steps that stood, or null where none was drafted. */
export function acceptanceRate(paths: readonly PathView[]): number | null {
  const steps = paths.flatMap((path) => path.steps)
  const accepted = steps.filter((step) => step.state === 'accepted').length
  const drafted = accepted + steps.filter((step) => step.rejected !== null).length
  return drafted === 0 ? null : accepted / drafted
}
