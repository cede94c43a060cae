import type { Evidence } from '../../shared/events.ts'
import type { StepJudgement, JudgementCase, StepReading } from '../../shared/judgement.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import type { StrategyPool } from '../../shared/strategy-pool.ts'
import { Bill } from '../attempt.ts'
import type { CancelSignal, Model, Thread } from '../ports.ts'
import { letter, selectPrompt, solvePrompt } from '../prompts.ts'
import { scoreStep } from '../score.ts'

/** How a model is asked. */
export interface Asking {
  readonly profile: PromptProfile
  readonly pool: StrategyPool
  readonly signal: CancelSignal
}

/**
 * Lets a model read solutions that somebody else wrote and judge each step as `scoreStep` does, for all scorers at once;
 * and asks it for a strategy. The problem is read once for all solutions.
 */
export async function judgeCase(
  model: Model,
  { problem, strategy, before, solutions }: JudgementCase,
  { profile, pool, signal }: Asking
): Promise<StepJudgement> {
  const letterMass = await letterMassOf(model, problem, { profile, pool, signal })
  const { thread } = await model.open(solvePrompt(profile, problem, strategy), signal)
  try {
    if (before !== '') await thread.append(before, signal)
    const start = thread.mark()
    const readings: StepReading[][] = []
    for (const steps of solutions) {
      readings.push(await judgeSteps(thread, steps, profile, signal))
      await thread.rewind(start)
    }
    return { solutions: readings, letterMass }
  } finally {
    await thread.close()
  }
}

async function judgeSteps(
  target: Thread,
  steps: readonly string[],
  profile: PromptProfile,
  signal: CancelSignal
): Promise<StepReading[]> {
  const readings: StepReading[] = []
  for (const step of steps) {
    // A scorer that asks for a digit reads the probabilities of the step's tokens on the way.
    const { evidence } = await scoreStep(step, {
      target,
      scorer: 'expected',
      profile,
      tokens: true,
      signal,
      bill: new Bill()
    })
    readings.push(complete(evidence))
  }
  return readings
}

function complete(evidence: Evidence | null): StepReading {
  if (evidence === null || !('digits' in evidence))
    throw new Error('A step was read without digits')
  const { digits, digitMass, min, mean } = evidence
  if (min === undefined || mean === undefined) throw new Error('A step was read without its tokens')
  return { digits, digitMass, min, mean }
}

/** How probable it is that the question for a strategy is answered with a letter, whichever. */
async function letterMassOf(
  model: Model,
  problem: string,
  { profile, pool, signal }: Asking
): Promise<number> {
  const { strategies } = pool
  const prompt = selectPrompt(profile, problem, strategies, 1)
  const { thread } = await model.open(prompt, signal)
  try {
    const letters = strategies.map((_, index) => letter(index))
    const { probabilities } = await thread.choices(null, letters, signal)
    return probabilities.reduce((sum, probability) => sum + probability, 0)
  } finally {
    await thread.close({ handOn: true })
  }
}
