import { randomBytes } from 'node:crypto'
import { cpus, totalmem } from 'node:os'
import { largestDemand } from '../../core/memory/context-demand.ts'
import type { AtOnce } from '../../shared/at-once.ts'
import type { Role } from '../../shared/cost.ts'
import type { ModelIdentity } from '../../shared/events.ts'
import type { Fork } from '../../shared/fork.ts'
import type { ModelDescription, PairDescription } from '../../shared/inference-messages.ts'
import { sourceText } from '../../shared/model-source.ts'
import type { MethodName, SolveOptions } from '../../shared/options.ts'
import type { Problem } from '../../shared/problem-set.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import type { ModelRecord, PairSetup, RunConfig } from '../../shared/run-record.ts'
import type { StrategyPool } from '../../shared/strategy-pool.ts'
import type { Engine } from '../engine/engine.ts'
import { keepPrompts, keepStrategies } from '../store/tables/documents.ts'
import { rememberModel } from '../store/tables/models.ts'
import { insertRunProblems } from '../store/tables/run-problems.ts'
import { insertRun } from '../store/tables/runs.ts'
import { addTag } from '../store/tables/tags.ts'
import { UserError } from '../user-error.ts'
import { attemptsAtOnce, firstAtOnce } from './attempts-at-once.ts'
import { requireFitting } from './check-options.ts'
import { forecastRun } from './forecast.ts'
import { chooseProblems, planSlots } from './plan.ts'
import type { RunServices } from './services.ts'

/** What to do where a model is not the one that a run began with. */
export const OTHER_MODEL_HINT = 'Put that model back, or begin a new run.'

/** What to run. */
export interface RunRequest {
  readonly kind: RunConfig['kind']
  /** Null for a problem that was typed in. */
  readonly set: RunConfig['set']
  readonly problems: readonly Problem[]
  readonly methods: readonly MethodName[]
  readonly repeats: number
  readonly limit: number | null
  readonly sample: number | null
  /** Of every attempt; the seed is the run's. */
  readonly options: SolveOptions
  readonly policy: RunConfig['policy']
  readonly prompts: PromptProfile
  readonly pool: StrategyPool
  readonly pair: PairSetup
  readonly tandemVersion: string
  /** Attempts that are made at the same time; as many as suit the pair where it is left out. */
  readonly parallel?: AtOnce | undefined
  /** Where it goes on from another attempt. */
  readonly fork?: Fork | undefined
  /** Words to find it by. */
  readonly tags?: readonly string[]
}

/** Writes a run down, complete and not begun. Returns its id. */
export async function createRun(
  services: Pick<RunServices, 'database' | 'engine' | 'now'>,
  request: RunRequest,
  signal?: AbortSignal
): Promise<string> {
  requireFitting(request.options)
  const { database, engine } = services
  const now = services.now()
  const { seed } = request.options
  const problems = chooseProblems(request.problems, { ...request, seed })
  const methods = [...new Set(request.methods)]
  const parallel = request.kind === 'solve' ? 1 : (request.parallel ?? attemptsAtOnce(request.pair))
  const description = await engine.describe(
    request.pair,
    largestDemand(methods, request.options, request.pair.context, firstAtOnce(parallel)),
    signal
  )
  const id = newRunId(now)
  const insert = database.transaction(() => {
    const config: RunConfig = {
      kind: request.kind,
      set: request.set,
      methods,
      repeats: request.repeats,
      limit: request.limit,
      sample: request.sample,
      options: request.options,
      policy: request.policy,
      parallel,
      fork: request.fork ?? null,
      prompts: { id: request.prompts.id, sha256: keepPrompts(database, request.prompts) },
      strategies: { id: request.pool.id, sha256: keepStrategies(database, request.pool) },
      ...surroundings(request, description)
    }
    const { paths } = request.options
    const forecast =
      config.kind === 'benchmark'
        ? forecastRun(database, {
            ...config,
            ...{ problems: problems.length, paths, pair: request.pair },
            parallel: firstAtOnce(parallel)
          })
        : null
    const planned = planSlots(config, problems.length).length
    const key = insertRun(database, {
      id,
      config,
      seed,
      planned,
      createdAt: now,
      forecastMs: forecast?.ms ?? null
    })
    insertRunProblems(database, key, problems)
    for (const tag of request.tags ?? []) addTag(database, key, tag)
    rememberModel(database, config.pair.target, now)
    rememberModel(database, config.pair.draft, now)
  })
  insert.immediate()
  return id
}

/**
 * A run goes on only with the weights that it began with.
 *
 * @param parallel attempts that will be made at the same time
 */
export async function refuseOtherModels(
  engine: Engine,
  { pair, methods, options }: RunConfig,
  parallel: number,
  signal?: AbortSignal
): Promise<void> {
  const found = await engine.describe(
    pair.setup,
    largestDemand(methods, options, pair.setup.context, parallel),
    signal
  )
  const other = otherModel(pair, found)
  if (other !== null) throw other
}

/** What to say where a model is not the one that a run began with; null where both are. */
export function otherModel(
  pair: RunConfig['pair'],
  found: Readonly<Record<Role, Pick<ModelIdentity, 'sha256'>>>
): UserError | null {
  for (const role of ['target', 'draft'] as const) {
    const { source, sha256 } = pair[role]
    if (found[role].sha256 === sha256) continue
    const what =
      source.kind === 'file' ? 'its SHA-256 differs' : 'what the server says of it differs'
    return new UserError(
      `The ${role} model ${sourceText(source)} is not the one that the run began with (${what}).`,
      OTHER_MODEL_HINT
    )
  }
  return null
}

function surroundings(
  { pair, tandemVersion }: RunRequest,
  { target, draft, device, engine }: PairDescription
): Pick<RunConfig, 'pair' | 'versions' | 'hardware'> {
  const processors = cpus()
  return {
    pair: { setup: pair, target: modelRecord(target), draft: modelRecord(draft) },
    versions: { tandem: tandemVersion, engine, node: process.versions.node },
    hardware: {
      platform: `${process.platform} ${process.arch}`,
      cpu: processors[0]?.model.trim() ?? 'unknown',
      cores: Math.max(1, processors.length),
      memoryBytes: totalmem(),
      device
    }
  }
}

function modelRecord(model: ModelDescription): ModelRecord {
  const { name, source, sha256, bytes, architecture, parameters } = model
  return { name, source, sha256, bytes, architecture, parameters }
}

/** Sorts by time, and is short enough to type: "20261122-2105-3f9a1c". */
function newRunId(now: number): string {
  const [date, time] = new Date(now).toISOString().split('T')
  return `${date!.replaceAll('-', '')}-${time!.slice(0, 5).replace(':', '')}-${randomBytes(3).toString('hex')}`
}
