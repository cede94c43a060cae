import type { Role } from '../shared/cost.ts'
import type { PathEnd, RunEventOf, StepStop } from '../shared/events.ts'
import type { PromptProfile } from '../shared/prompt-profile.ts'
import type { Strategy } from '../shared/strategy-pool.ts'
import { answerPart } from './answer-part.ts'
import { noteUnfamiliar } from './familiarity.ts'
import { hasAnswer } from './answers/boxed.ts'
import { Bill, type Attempt } from './attempt.ts'
import type { CancelSignal, Thread } from './ports.ts'
import { solvePrompt } from './prompts.ts'
import { mean } from './statistics/moments.ts'
import type { Ballot } from './vote.ts'

export type Writer = RunEventOf<'path-opened'>['writer']

/** A step that stands. */
export interface Step {
  readonly author: Role
  readonly text: string
  readonly tokens: number
  readonly stop: StepStop
  /** As a share of the highest score; null for steps that were not scored. */
  readonly scoreShare: number | null
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
  #threads: Partial<Record<Role, Thread>> = {}
  /** Whether it was asked to stop. */
  stopping = false
  readonly #attempt: Attempt

  constructor(attempt: Attempt, id: number, strategy: Strategy | null, writer: Writer) {
    this.#attempt = attempt
    this.id = id
    this.strategy = strategy
    this.writer = writer
  }

  /** Puts the prompt before each model that works on this path. */
  async open(): Promise<void> {
    const { prompts, problem, pair } = this.#attempt
    const prompt = solvePrompt(prompts, problem, this.strategy)
    const roles: readonly Role[] =
      this.writer === 'draft-and-target' ? ['draft', 'target'] : [this.writer]
    try {
      for (const role of roles) {
        const measured = role === 'target' && prompts.familiarity !== null
        const opening = pair[role].open(prompt, this.signal, { likelihood: measured })
        const { thread, likelihood } = await this.bill.charge(role, 'prompt', opening)
        this.#threads[role] = thread
        noteUnfamiliar(this.#attempt, likelihood)
      }
      this.promptTokens = this.judge.length
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

  /** Its vote, once it has ended with an answer. */
  get ballot(): Ballot | null {
    if (this.end === null || this.answer === null) return null
    const scores = this.steps.flatMap(({ scoreShare }) => (scoreShare === null ? [] : [scoreShare]))
    const meanScore = scores.length === 0 ? null : mean(scores)
    return { path: this.id, answer: this.answer, forced: this.forced, meanScore }
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
  steps: readonly Step[],
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
