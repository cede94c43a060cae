import type { PairChoice, PairMeasured, SolveSetup } from '../../../shared/contract/solve.ts'
import type { Sampling } from '../../../shared/model-character.ts'
import { METHOD_NAMES } from '../../../shared/options.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { warningOf } from '../../../core/calibration/target-check.ts'
import { METHODS } from '../../../core/methods.ts'
import type { PromptProfile } from '../../../shared/prompt-profile.ts'
import { solveOptions } from '../../actions/default-options.ts'
import { forkRequest } from '../../actions/fork.ts'
import { problemLength } from '../../actions/problem-length.ts'
import { beginSolve, type SolveRequest, typedProblem } from '../../actions/solve.ts'
import type { Application } from '../../application.ts'
import { measuredDefaults } from '../../calibration/measured-defaults.ts'
import { listKnown } from '../../models/known-model.ts'
import type { Unrecorded } from '../../runs/keeping.ts'
import { groupAnswers } from '../../runs/group-answers.ts'
import type { Database } from '../../store/sql.ts'
import { listRunRecords } from '../../store/tables/runs.ts'
import { chosenSetup, listPairs, pairSetup, targetWords } from './pair-choices.ts'
import type { PageContext } from './page-context.ts'

const SAMPLES = 12
const SAMPLE_SETS = ['school', 'school-hard']

/** Solving one problem. */
export function solveHandlers({
  application,
  services,
  active,
  passing
}: PageContext): Pick<
  Handlers,
  'solve.setup' | 'solve.start' | 'solve.length' | 'attempts.fork' | 'answers.group'
> {
  async function start(request: SolveRequest): Promise<{ run: string; attempt: number }> {
    const refused: Parameters<Unrecorded>[] = []
    const { run } = await beginSolve(services, request, {
      unrecorded: (...refusal) => refused.push(refusal)
    })
    for (const refusal of refused) passing.add(run, ...refusal)
    return { run, attempt: await active.startSingle(run) }
  }
  return {
    'solve.setup': () => readSetup(application, services.database),
    'answers.group': ({ answers, answerKind }) =>
      groupAnswers(services.judge, answers, answerKind ?? undefined),
    'attempts.fork': async ({ run, attempt, ...wish }) => {
      passing.requireRecorded(run)
      return start(forkRequest(services, { ...wish, attempt: passing.attemptOf(run, attempt) }))
    },
    'solve.length': async ({ problem, options, ...chosen }) => {
      const { prompts, pool, pair } = await chosenSetup(application, chosen)
      const setup = { options, prompts, pool, pair }
      return problemLength(services.engine, problem.trim(), setup, active.busy)
    },
    'solve.start': async ({ problem, answer, options, measureBaseline, ...chosen }) => {
      const { prompts, pool, pair } = await chosenSetup(application, chosen)
      const setup = { options, prompts, pool, pair }
      const request = { ...setup, problem: typedProblem(problem, answer), measureBaseline }
      return start(request)
    }
  }
}

/** All that can be chosen on the Solve and Benchmark screens. */
async function readSetup(application: Application, database: Database): Promise<SolveSetup> {
  const { definitions, bundledPair } = application
  const [profiles, pools, samples] = await Promise.all([
    definitions.promptProfiles(),
    definitions.strategyPools(),
    readSamples(application)
  ])
  const own = profiles.find(({ id }) => id === bundledPair.prompts)!
  return {
    defaults: solveOptions(own),
    methods: METHOD_NAMES.map((name) => {
      const { summary, paths, writer } = METHODS[name]
      return { name, summary, paths, writer }
    }),
    pairs: listPairs(application).map((pair) => ({
      ...pair,
      ...knownOf(application, pair, profiles)
    })),
    prompts: profiles.map(({ id, name, scorer, thresholds, weakToken, plans }) => ({
      id,
      name,
      scorer,
      thresholds,
      weakToken,
      plans
    })),
    strategies: [...pools],
    samples,
    nothingSolved: listRunRecords(database, { limit: 1 }).length === 0
  }
}

/** What was measured of a pair, where its defaults come from that, and how its target is sampled. */
function knownOf(
  application: Application,
  { id, prompts }: PairChoice,
  profiles: readonly PromptProfile[]
): { measured: PairMeasured | null; sampling: Sampling | null } {
  const profile = profiles.find((one) => one.id === prompts)
  // Its files may be gone.
  if (profile === undefined || !isThere(application, id)) return { measured: null, sampling: null }
  const { prompts: words, sampling } = targetWords(application, id, profile)
  const setup = pairSetup(application, id, undefined)
  const { calibration, check, ...suited } = measuredDefaults(setup, words, application)
  const { temperature, topP, topK } = sampling
  return {
    sampling: { temperature, topP, topK },
    measured:
      calibration === null && check === null
        ? null
        : {
            prompts,
            ...suited,
            calibratedAt: calibration?.measuredAt ?? null,
            warning: calibration === null && check !== null ? warningOf(check) : null
          }
  }
}

function isThere(application: Application, id: string): boolean {
  if (id === application.bundledPair.id) return true
  const { pairs, ...models } = application.modelServices()
  const { target, draft } = pairs.find(id)
  const known = new Set(listKnown(models).map((model) => model.id))
  return known.has(target) && known.has(draft)
}

/** Some problems of the bundled sets, spread over each of them. */
async function readSamples({ problemSets }: Application): Promise<SolveSetup['samples']> {
  const sets = await Promise.all(SAMPLE_SETS.map((id) => problemSets.get(id)))
  return sets.flatMap((set) => {
    const problems = set?.problems ?? []
    const stride = Math.max(1, Math.floor((problems.length * SAMPLE_SETS.length) / SAMPLES))
    return problems
      .filter((_, index) => index % stride === 1)
      .map(({ text, answer }) => ({ text, answer: answer ?? null }))
  })
}
