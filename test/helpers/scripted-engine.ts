import { judgeCase } from '../../src/core/calibration/judge.ts'
import { createRandom } from '../../src/core/random.ts'
import { solve } from '../../src/core/solve.ts'
import type { Moment, Script } from './scripted-model.ts'
import { ScriptedModel } from './scripted-model.ts'
import type { Engine, OnPathStop, SolveJob } from '../../src/main/engine/engine.ts'
import type { JudgeJob, MeasureJob, ModelDescription } from '../../src/shared/inference-messages.ts'
import { fileSource } from '../../src/shared/model-source.ts'
import { certainDigit } from './solve-job.ts'

export interface ScriptedEngineOptions {
  /** Milliseconds that each call of a model takes. */
  readonly callMs?: number
  /** Called before each attempt; what it throws is the engine's failure. */
  readonly before?: (job: SolveJob) => void
  /** How often its servers are said to have been too busy. */
  readonly refusals?: () => number
  /** The files that its models are said to be. */
  readonly files?: { readonly targetPath: string; readonly draftPath: string }
}

/**
 * The real method on scripted models that add two numbers: the target mostly right, the draft often wrong, both by
 * their seeds alone, so that an attempt's answer depends on its seed and on nothing else.
 */
export class ScriptedEngine implements Engine {
  readonly #options: ScriptedEngineOptions
  /** Jobs begun. */
  readonly jobs: SolveJob[] = []
  targetHash = 'b'.repeat(64)

  constructor(options: ScriptedEngineOptions = {}) {
    this.#options = options
  }

  async *solve(job: SolveJob, signal: AbortSignal, onPathStop?: OnPathStop) {
    const stoppedPaths = new Set<number>()
    const endStops = onPathStop?.((path) => stoppedPaths.add(path))
    this.jobs.push(job)
    this.#options.before?.(job)
    let time = 0
    yield* solve({
      ...job,
      pair: this.#models(),
      signal,
      stoppedPaths,
      // A clock that counts its readings: the same attempt takes the same time on every machine.
      clock: () => (time += 5)
    })
    endStops?.()
  }

  describe() {
    const { draft, target } = this.#models()
    const { targetPath = '/models/target.gguf', draftPath = '/models/draft.gguf' } =
      this.#options.files ?? {}
    return Promise.resolve({
      draft: describe(draft, draftPath),
      target: describe(target, targetPath),
      device: 'script',
      engine: 'scripted 1.0'
    })
  }

  async *judge({ by, prompts: profile, pool, cases }: JudgeJob, _: unknown, signal: AbortSignal) {
    for (const each of cases) {
      if (signal.aborted) return
      yield judgeCase(this.#models()[by], each, { profile, pool, signal })
    }
  }

  speeds() {
    const speed = { readMs: 0.3, batches: [{ tokens: 1, ms: 1 }] }
    return Promise.resolve({
      draft: { decodeMs: 0.2, ...speed },
      target: { decodeMs: 1, ...speed }
    })
  }

  measure({ problem }: MeasureJob) {
    return Promise.resolve({ tokens: problem.length, context: 512 })
  }

  examineServer() {
    return Promise.resolve({ outcome: 'refused' as const, reason: 'A script asks nobody.' })
  }

  refusals() {
    return this.#options.refusals?.() ?? 0
  }

  close() {
    return Promise.resolve()
  }

  #models() {
    const { callMs } = this.#options
    const pause: Partial<Script> =
      callMs === undefined
        ? {}
        : { pause: () => new Promise((resolve) => setTimeout(resolve, callMs)) }
    return {
      draft: new ScriptedModel(
        { write: adding(0.4), ...pause },
        { name: 'draft', parameters: 10, sha256: 'a'.repeat(64) }
      ),
      target: new ScriptedModel(
        {
          write: adding(0.1),
          choices: ({ chat, text, turn, continuations }) =>
            turn === null
              ? continuations.map((_, index) => 0.4 - index / 10)
              : certainDigit(isSound(chat.user, text) ? 8 : 2),
          ...pause
        },
        { name: 'target', parameters: 100, sha256: this.targetHash }
      )
    }
  }
}

function describe(model: ScriptedModel, path: string): ModelDescription {
  return {
    ...model.identity,
    source: fileSource(path),
    bytes: 1000,
    architecture: 'script'
  }
}

/** Writes the sum as one step, wrong by one with the given probability, and boxes it in the next. */
function adding(errorRate: number): Script['write'] {
  return ({ chat, text, seed }: Moment & { seed: number }) => {
    const claimed = claimedSum(text)
    if (claimed !== null) return `The answer is \\boxed{${claimed}}.\n\n`
    const [a, b] = terms(chat.user)
    const slip = createRandom(seed).next() < errorRate ? 1 : 0
    return `${a} plus ${b} makes ${a + b + slip}\n\n`
  }
}

function isSound(problem: string, text: string): boolean {
  const [a, b] = terms(problem)
  return claimedSum(text) === a + b
}

function claimedSum(text: string): number | null {
  const found = /makes (\d+)/.exec(text)?.[1]
  return found === undefined ? null : Number(found)
}

function terms(problem: string): [number, number] {
  const [a, b] = [...problem.matchAll(/\d+/g)].map(Number)
  return [a!, b!]
}
