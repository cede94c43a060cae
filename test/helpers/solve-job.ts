import type { Job } from '../../src/core/attempt.ts'
import { solve } from '../../src/core/solve.ts'
import { ScriptedModel, type Moment, type Script } from './scripted-model.ts'
import { foldAll } from '../../src/shared/fold.ts'
import type { AttemptEvent, AttemptEventOf } from '../../src/shared/events.ts'
import type { SolveOptions } from '../../src/shared/options.ts'
import { promptProfileSchema, type PromptProfile } from '../../src/shared/prompt-profile.ts'
import type { StrategyPool } from '../../src/shared/strategy-pool.ts'
import type { AttemptView } from '../../src/shared/view.ts'

export const PROFILE: PromptProfile = promptProfileSchema.parse({
  id: 'test',
  name: 'Test',
  description: '',
  system: null,
  solve: { withStrategy: '{problem} by {name}', plain: '{problem}', opening: '' },
  score: { ask: 'Score?', opening: '' },
  select: { ask: '{problem} Which? {options}', option: '{letter} {name}', opening: '' },
  forced: 'So \\boxed{',
  delimiter: '\n\n',
  thinking: null,
  scorer: 'expected',
  thresholds: { argmax: 7, expected: 5, 'p-accept': 0.5, likelihood: 7, 'mean-likelihood': 8 }
})

export const POOL: StrategyPool = {
  id: 'test',
  name: 'Test',
  description: '',
  strategies: ['red', 'green', 'blue', 'grey'].map((name) => ({
    id: name,
    name,
    description: `the ${name} way`,
    hint: `Think ${name}.`
  }))
}

export const OPTIONS: SolveOptions = {
  method: 'ssr',
  paths: 3,
  threshold: 5,
  scorer: 'expected',
  selection: 'letters',
  stop: null,
  vote: null,
  rewrite: null,
  weakToken: 0.5,
  draftAhead: 'off',
  plan: {
    effort: 'balanced',
    evidence: 'min',
    draft: { paths: 1, sure: 0.9, handsOver: false },
    paths: 3,
    wave: 1,
    sure: 0.9,
    lead: 0.95
  },
  temperature: 0.7,
  topP: 1,
  topK: 0,
  maxStepTokens: 100,
  maxTokens: 1000,
  seed: 7,
  exact: false,
  timeLimit: null
}

/** A distribution in which the given digit is certain. */
export function certainDigit(digit: number): number[] {
  return Array.from({ length: 10 }, (_, other) => (other === digit ? 1 : 0))
}

/** The strategy named in a path's prompt, or null. */
export function strategyOf({ chat }: Moment): string | null {
  return /by (\w+)$/.exec(chat.user)?.[1] ?? null
}

export interface Setup {
  readonly options?: Partial<SolveOptions>
  readonly draft?: Partial<Script> & { contextSize?: number }
  readonly target?: Partial<Script> & { contextSize?: number }
  readonly job?: Partial<Job>
}

export interface Outcome {
  readonly events: readonly AttemptEvent[]
  readonly view: AttemptView
  readonly draft: ScriptedModel
  readonly target: ScriptedModel
  readonly all: <T extends AttemptEvent['type']>(type: T) => AttemptEventOf<T>[]
}

/** A job on scripted models. Unless told otherwise both write one step and the answer, and every step scores 9. */
export function scriptedJob({ options, draft, target, job }: Setup = {}) {
  const write: Script['write'] = ({ text }) =>
    text === '' ? 'First step.\n\n' : 'The answer is \\boxed{42}.\n\n'
  const choices: Script['choices'] = ({ turn, continuations }) =>
    turn === null ? continuations.map((_, index) => 0.4 - index / 10) : certainDigit(9)
  const models = {
    draft: new ScriptedModel(
      { write, ...draft },
      { name: 'draft', parameters: 10, contextSize: draft?.contextSize ?? 10_000 }
    ),
    target: new ScriptedModel(
      { write, choices, ...target },
      { name: 'target', parameters: 100, contextSize: target?.contextSize ?? 10_000 }
    )
  }
  let time = 0
  return {
    models,
    job: {
      problem: 'How many?',
      options: { ...OPTIONS, ...options },
      prompts: PROFILE,
      pool: POOL,
      pair: models,
      clock: () => (time += 1),
      signal: { aborted: false },
      stoppedPaths: new Set<number>(),
      baseline: null,
      ...job
    } satisfies Job
  }
}

/** Runs the method on scripted models to its end. */
export async function runScripted(setup: Setup = {}): Promise<Outcome> {
  const { models, job } = scriptedJob(setup)
  const events: AttemptEvent[] = []
  for await (const event of solve(job)) events.push(event)
  return {
    events,
    view: foldAll(events),
    ...models,
    all: (type) => events.filter((event) => event.type === type) as never
  }
}
