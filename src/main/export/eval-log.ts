import { type ModelCost, totalUsage } from '../../shared/cost.ts'
import { runConfigs, type Verdict } from '../../shared/run-record.ts'
import { promptProfiles } from '../../shared/prompt-profile.ts'
import {
  EXPORT_VERSION,
  type ExportedAttempt,
  type ExportedSample,
  type RunExport
} from '../../shared/run-export.ts'
import { strategyPools } from '../../shared/strategy-pool.ts'
import type { Database } from '../store/sql.ts'
import type { AttemptRecord } from '../store/tables/attempts.ts'
import { readPrompts, readStrategies } from '../store/tables/documents.ts'
import { tagsOf } from '../store/tables/tags.ts'
import type { RunSource } from './run-source.ts'

const VALUES: Readonly<Record<Verdict, 'C' | 'I' | 'N'>> = {
  right: 'C',
  wrong: 'I',
  ungradable: 'N'
}

/**
 * The run as one JSON document (shared/run-export.ts), piece by piece: a run's traces can be larger than a string
 * may be.
 */
export function* evalLog(database: Database, source: RunSource): Generator<string> {
  const { tandem, ...head } = headOf(database, source)
  yield JSON.stringify(head).slice(0, -1)
  yield `,"tandem":${JSON.stringify(tandem).slice(0, -1)},"evidence":[`
  yield* listed(source, source.evidence)
  yield ']},"samples":['
  yield* listed(source, source.settled)
  yield ']}\n'
}

function* listed(source: RunSource, attempts: readonly AttemptRecord[]): Generator<string> {
  for (const [index, attempt] of attempts.entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(sampleOf(source, attempt))}`
  }
}

type Head = Omit<RunExport, 'samples' | 'tandem'> & {
  tandem: Omit<RunExport['tandem'], 'evidence'>
}

function headOf(database: Database, { run, status, problems, report }: RunSource): Head {
  const { config } = run
  return {
    version: 2,
    status: logStatus(status),
    eval: {
      run_id: run.id,
      created: new Date(run.createdAt).toISOString(),
      task: config.set?.id ?? 'problem',
      dataset: { name: config.set?.name ?? null, samples: problems.length },
      model: config.pair.target.name,
      model_roles: { draft: config.pair.draft.name, target: config.pair.target.name },
      config: { epochs: config.repeats, limit: config.limit },
      packages: { ...config.versions }
    },
    results: report,
    stats: { started_at: iso(run.startedAt), completed_at: iso(run.finishedAt) },
    error: run.failure === null ? null : { message: run.failure },
    tandem: {
      format: EXPORT_VERSION,
      seed: run.seed,
      planned: run.planned,
      forecastMs: run.forecastMs,
      atOnce: [...run.atOnce],
      // What runs here does not run where it is imported.
      status: status === 'running' ? 'interrupted' : status,
      createdAt: run.createdAt,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      config: runConfigs.stamped(config),
      problems: [...problems],
      prompts: promptProfiles.stamped(readPrompts(database, config.prompts.sha256)),
      strategies: strategyPools.stamped(readStrategies(database, config.strategies.sha256)),
      tags: tagsOf(database, run.key),
      starred: run.starred,
      note: run.note
    }
  }
}

function logStatus(status: RunSource['status']): RunExport['status'] {
  switch (status) {
    case 'finished':
      return 'success'
    case 'stopped':
      return 'cancelled'
    case 'failed':
      return 'error'
    case 'waiting':
    case 'running':
    case 'interrupted':
      return 'started'
    default:
      return status satisfies never
  }
}

function sampleOf(source: RunSource, attempt: AttemptRecord): ExportedSample {
  const problem = source.problems[attempt.problem]!
  const { events, version } = source.keptEventsOf(attempt)
  const { cost } = source.viewOf(attempt)
  const grades = source.gradesOf(attempt)
  const grade = grades.at(-1)
  return {
    id: problem.id,
    epoch: attempt.repeat + 1,
    uuid: `${source.run.id}/${attempt.problem}/${attempt.method}/${attempt.repeat}/${attempt.startedAt}`,
    input: problem.text,
    target: problem.answer ?? null,
    output: { completion: attempt.answer },
    scores: grade
      ? {
          [grade.policy ?? 'person']: {
            value: VALUES[grade.verdict],
            answer: attempt.answer,
            explanation: grade.reason
          }
        }
      : {},
    metadata: { ...recordOf(attempt), eventsVersion: version, grades },
    events: [...events],
    role_usage: { draft: usageOf(cost.draft), target: usageOf(cost.target) },
    total_time: attempt.wallMs === null ? null : attempt.wallMs / 1000,
    error: attempt.status === 'failed' ? { message: attempt.cause ?? attempt.error ?? '' } : null,
    limit: limitOf(attempt)
  }
}

function recordOf(attempt: AttemptRecord): Omit<ExportedAttempt, 'grades' | 'eventsVersion'> {
  const { problem, method, repeat, seed, startedAt, finishedAt } = attempt
  const { outcome, error, cause, wallMs, baseline } = attempt
  const { gamma, gammaDecode, wallRatio } = attempt
  return {
    problem,
    method,
    repeat,
    seed,
    status: attempt.status === 'running' ? 'interrupted' : attempt.status,
    startedAt,
    finishedAt,
    outcome,
    error,
    cause,
    wallMs,
    ratios: baseline && { gamma, gammaDecode, wallRatio, baseline }
  }
}

function usageOf(cost: ModelCost): ExportedSample['role_usage']['draft'] {
  const { prefilled, decoded } = totalUsage(cost)
  return { input_tokens: prefilled, output_tokens: decoded, total_tokens: prefilled + decoded }
}

function limitOf({ error }: AttemptRecord): ExportedSample['limit'] {
  if (error === 'time-limit') return { type: 'time' }
  return error === 'context-full' ? { type: 'context' } : null
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
