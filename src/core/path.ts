import { NO_USAGE, type Role } from '../shared/cost.ts'
import type { Confidence, PathEnd, AttemptEventOf, StepStop } from '../shared/events.ts'
import type { PromptProfile } from '../shared/prompt-profile.ts'
import type { Strategy } from '../shared/strategy-pool.ts'
import type { ReadToken } from '../shared/token-reading.ts'
import { answerPart } from './answer-part.ts'
import { evidenceOf } from './evidence.ts'
import { familiarPart, noteUnfamiliar } from './familiarity.ts'
import { rolesOf } from './methods.ts'
import { hasAnswer } from './answers/boxed.ts'
import { Bill, type Attempt } from './attempt.ts'
import type { CancelSignal, Mark, Thread } from './ports.ts'
import { solvePrompt } from './prompts.ts'
import type { WrittenStep } from './read-tokens.ts'
import { mean } from './statistics/moments.ts'
import { evidenceWeight, type Ballot } from './vote.ts'

export type Writer = AttemptEventOf<'path-opened'>['writer']

/** A step that stands. */
export interface Step {
  readonly author: Role
  readonly text: string
  readonly tokens: number
  readonly stop: StepStop
  /** As a share of the highest score; null for steps that were not scored. */
  readonly scoreShare: number | null
  /** How probable the model that answers for it finds its tokens; null where that is not known. */
  readonly confidence: Confidence | null
  /** How probable its author found each of its tokens; null where that is not known. */
  readonly read: readonly ReadToken[] | null
  /** Where it ends in its author's context. */
  readonly end: Mark
}

/** A step that the draft writes, or has written, before the target has judged the one before it. */
export interface StepAhead {
  /** Where it begins in the draft's context. */
  readonly begin: Mark
  /** The one before it stands, and it is the next. Null where it has to be written after all. */
  take(): Promise<WrittenStep | null>
  /** It followed a step that does not stand, or that nothing follows any more. */
  drop(): Promise<void>
}

/**
 * One path of reasoning: its text in the context of each model that works on it, and the steps that stand.
 * Each path is a loop of its own; nothing here knows of the others.
 */
export class Path {
  readonly id: number
  readonly strategy: Strategy | null
  readonly writer: Writer
  readonly bill = new Bill()
  readonly steps: Step[] = []
  /** Drafts rejected one after another, up to now. */
  rejections = 0
  /** Tokens of the prompt, as the model that judges counts them. 0 until the path is open. */
  promptTokens = 0
  end: PathEnd | null = null
  /** Why it ended, where that needs words. */
  cause: string | null = null
  answer: string | null = null
  forced = false
  /** Smallest probability of the tokens of an answer that was asked for; null where there is none. */
  forcedConfidence: number | null = null
  #threads: Partial<Record<Role, Thread>> = {}
  /** Whether it was asked to stop. */
  stopping = false
  /** Where the prompt ends in the context of the model that judges. */
  #begin: Mark | null = null
  /** Steps to come, in their order, that the draft has begun or written. */
  #ahead: StepAhead[] = []
  readonly #attempt: Attempt

  constructor(attempt: Attempt, id: number, strategy: Strategy | null, writer: Writer) {
    this.#attempt = attempt
    this.id = id
    this.strategy = strategy
    this.writer = writer
  }

  /**
   * A path on which the target judges, from its first step on, what the draft has written alone on another that has
   * ended. It takes over the draft's context: nothing is written twice.
   */
  static async judging(attempt: Attempt, id: number, drafted: Path): Promise<Path> {
    const path = new Path(attempt, id, drafted.strategy, 'draft-and-target')
    const { draft } = drafted.#threads
    const last = drafted.steps.at(-1)
    if (draft === undefined || last === undefined) return path
    drafted.#threads = {}
    // What was asked beyond the last step, such as for its answer, is forgotten.
    await draft.rewind(last.end)
    path.#threads = { draft }
    path.#ahead = drafted.steps.map((step, index) => ({
      begin: drafted.steps[index - 1]?.end ?? drafted.#begin!,
      take: () => Promise.resolve({ ...step, probabilities: null, usage: NO_USAGE }),
      drop: () => Promise.resolve()
    }))
    return path
  }

  /** Whether the next step is written, or being written. */
  get isAhead(): boolean {
    return this.#ahead.length > 0
  }

  goAhead(step: StepAhead): void {
    this.#ahead.push(step)
  }

  /** The next step, once; null where the draft has not begun it. */
  takeAhead(): StepAhead | null {
    return this.#ahead.shift() ?? null
  }

  /** Throws away what was written ahead; it may still stand in the draft's context. */
  async dropAhead(): Promise<void> {
    const dropped = this.#ahead
    this.#ahead = []
    for (const step of dropped) await step.drop()
  }

  /** Puts the prompt before each model that works on this path. */
  async open(): Promise<void> {
    const { prompts, problem, pair } = this.#attempt
    const ask = (text: string) => solvePrompt(prompts, text, this.strategy)
    try {
      for (const role of this.roles) {
        if (this.#threads[role] !== undefined) continue
        const likelihood = role === this.judgeRole ? familiarPart(this.#attempt, ask) : null
        const opening = pair[role].open(ask(problem), this.signal, { likelihood })
        const opened = await this.bill.charge(role, 'prompt', opening)
        this.#threads[role] = opened.thread
        noteUnfamiliar(this.#attempt, opened.likelihood)
      }
      this.promptTokens = this.judge.length
      this.#begin = this.judge.mark()
    } finally {
      this.#attempt.emit({
        type: 'path-opened',
        path: this.id,
        strategy: this.strategy,
        writer: this.writer,
        cost: this.bill.take()
      })
    }
  }

  /** The models that work on this path, the one that judges last. */
  get roles(): readonly Role[] {
    return rolesOf({ writer: this.writer, proposes: this.#attempt.method.proposes })
  }

  /** The thread of a model that works on this path. */
  thread(role: Role): Thread {
    const thread = this.#threads[role]
    if (!thread) throw new Error(`Path ${this.id} has no ${role} thread`)
    return thread
  }

  /** The thread of the best model on this path: the target's where there is one. */
  get judge(): Thread {
    return this.thread(this.writer === 'draft' ? 'draft' : 'target')
  }

  get judgeRole(): Role {
    return this.writer === 'draft' ? 'draft' : 'target'
  }

  /** Tokens that still fit, into the fullest of its contexts. */
  get room(): number {
    return Math.min(...Object.values(this.#threads).map(({ room }) => room))
  }

  /** Asks the path to stop; it does so between two tokens. */
  stop(): void {
    this.stopping = true
  }

  /** Whether a person asked this path to stop, while the others go on. */
  get stoppedByHand(): boolean {
    return this.#attempt.stoppedPaths.has(this.id)
  }

  get signal(): CancelSignal {
    const stopped = () => this.stopping || this.stoppedByHand || this.#attempt.signal.aborted
    return {
      get aborted() {
        return stopped()
      }
    }
  }

  /** Accepted tokens. */
  get tokens(): number {
    return this.steps.reduce((sum, { tokens }) => sum + tokens, 0)
  }

  get text(): string {
    return this.steps.map(({ text }) => text).join('')
  }

  /** How far the models stand behind its text (evidence.ts). */
  get evidence(): number | null {
    const evidence = evidenceOf(this.steps, this.#attempt.options.plan.evidence)
    return evidence === null ? null : Math.min(evidence, this.forcedConfidence ?? 1)
  }

  /** The most that its vote can weigh: each step can only lower the evidence. */
  get mostWeight(): number {
    const { vote } = this.#attempt.options
    if (vote !== 'evidence' || this.steps.length === 0) return 1
    return evidenceWeight(this.evidence)
  }

  /** Its vote, once it has ended with an answer. */
  get ballot(): Ballot | null {
    if (this.end === null || this.answer === null) return null
    const scores = this.steps.flatMap(({ scoreShare }) => (scoreShare === null ? [] : [scoreShare]))
    const meanScore = scores.length === 0 ? null : mean(scores)
    const { id: path, answer, forced, evidence } = this
    return { path, answer, answerKind: this.#attempt.answerKind, forced, meanScore, evidence }
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#threads).map((thread) => thread.close()))
    this.#threads = {}
  }
}

/**
 * Whether the path ends with its last step: `finished` when it states an answer after its thinking part or the model
 * ends its turn, `repeated` when it says the same thing twice, `budget` when its accepted tokens are used up.
 */
export function endOfPath(
  steps: readonly Pick<Step, 'text' | 'tokens' | 'stop'>[],
  maxTokens: number,
  profile: PromptProfile
): PathEnd | null {
  const last = steps.at(-1)
  if (!last) return null
  if (hasAnswer(answerPart(steps.map(({ text }) => text).join(''), profile))) return 'finished'
  if (last.stop === 'end-of-turn') return 'finished'
  const before = steps.at(-2)
  if (before && before.text.trim() !== '' && before.text.trim() === last.text.trim()) {
    return 'repeated'
  }
  const tokens = steps.reduce((sum, step) => sum + step.tokens, 0)
  return tokens >= maxTokens ? 'budget' : null
}
