import { createHash } from 'node:crypto'
import { mean } from '../../core/statistics/moments.ts'
import { passAt1 } from '../../core/statistics/pass-at-1.ts'
import type { Tally } from '../../core/statistics/tally.ts'
import type { Board, BoardRow, Leaderboard } from '../../shared/leaderboard.ts'
import { type RunConfig, setNameOf } from '../../shared/run-record.ts'
import type { Setting } from '../../shared/setting.ts'
import type { Database } from '../store/sql.ts'
import {
  boardAttempts,
  type BoardAttempt,
  problemsOfBenchmarks
} from '../store/tables/board-attempts.ts'
import { listRunRecords, type RunRecord } from '../store/tables/runs.ts'
import { countedAttempts } from './failed-by-engine.ts'
import { flatSettings, settingsApart, wordsOfRun } from './run-settings.ts'
import { accuracyInterval, comparePaired, concludeComparisons } from './report.ts'

/** More runs than a person makes: a store of so many is read all the same. */
const ALL = 1_000_000

/** Methods on one path that no draft is judged in: of the options only the sampling, which is the board's, decides them. */
const ALONE: readonly string[] = ['baseline', 'draft', 'speculative']

/**
 * Every method with every pair that ever tried a set, over all runs. Only what can be held against each other stands on
 * one board: the same problems word by word, graded and sampled alike. Runs of the same setting are pooled; attempts with
 * the same seed at the same problem are one attempt, however often they were repeated.
 *
 * @param countFailures attempts that the engine failed are not right, instead of left out
 */
export function readLeaderboard(
  database: Database,
  { countFailures = false }: { readonly countFailures?: boolean } = {}
): Leaderboard {
  const problems = problemsOfBenchmarks(database)
  const runs = new Map(
    listRunRecords(database, { kind: 'benchmark', limit: ALL }).map((run) => [run.key, run])
  )
  const attempts = boardAttempts(database).filter(({ runKey }) => runs.has(runKey))
  const boards = new Map(
    [...runs].map(([key, { config }]) => [key, boardKey(config, problems.get(key) ?? [])])
  )
  const byBoard = Map.groupBy(attempts, ({ runKey }) => boards.get(runKey)!)
  return {
    countFailures,
    boards: [...byBoard].map(([key, own]) => {
      const { config } = runs.get(own[0]!.runKey)!
      return {
        id: createHash('sha256').update(key).digest('hex').slice(0, 12),
        set: setNameOf(config) ?? 'problems',
        problems: problems.get(own[0]!.runKey)!.length,
        conditions: conditionsOf(config),
        rows: rowsOf(database, own, runs, problems.get(own[0]!.runKey)!.length, countFailures)
      } satisfies Board
    })
  }
}

/** What must be alike for two attempts to be comparable. */
function boardKey(config: RunConfig, problems: readonly string[]): string {
  return JSON.stringify([[...problems].sort(), conditionsOf(config)])
}

function conditionsOf({ policy, options }: RunConfig): Setting[] {
  const { temperature, topP, topK, maxTokens, timeLimit } = options
  const settings = flatSettings({
    policy,
    options: {
      temperature,
      topP,
      ...(topK > 0 && { topK }),
      maxTokens,
      ...(timeLimit !== null && { timeLimit })
    }
  })
  return [...settings].map(([setting, value]) => ({ setting, value }))
}

/** One row's attempts, as they came. */
interface Entry {
  readonly method: string
  readonly config: RunConfig
  readonly runs: readonly RunRecord[]
  readonly attempts: readonly BoardAttempt[]
  /** Further ones, which the engine failed. */
  readonly leftOut: number
  readonly tallies: ReadonlyMap<string, Tally>
}

function rowsOf(
  database: Database,
  attempts: readonly BoardAttempt[],
  runs: ReadonlyMap<number, RunRecord>,
  problems: number,
  countFailures: boolean
): BoardRow[] {
  // Of thousands of attempts, those of one run by one method are of one row.
  const byMethod = Map.groupBy(attempts, ({ runKey, method }) => `${runKey} ${method}`)
  const byRow = Map.groupBy(byMethod.values(), ([first]) =>
    rowKey(runs.get(first!.runKey)!.config, first!.method)
  )
  const entries = [...byRow.values()].map((own) => entryOf(own.flat(), runs, countFailures))
  const ranked = entries
    .map((entry) => ({
      entry,
      accuracy: accuracyOf(entry),
      complete: tried(entry) === problems && entry.tallies.size > 0
    }))
    .sort(
      (a, b) => Number(b.complete) - Number(a.complete) || (b.accuracy ?? -1) - (a.accuracy ?? -1)
    )
  const first = ranked[0]?.complete === true ? ranked[0].entry : null
  const differences = ranked.map(({ entry, complete }) =>
    first === null || entry === first || !complete
      ? null
      : comparePaired(
          { name: entry.method, groups: entry.tallies },
          { name: first.method, groups: first.tallies }
        )
  )
  const concluded = concludeComparisons(differences.filter((one) => one !== null))
  const variants = settingsThatTell(database, entries)
  return ranked.map(({ entry, accuracy, complete }, index) => ({
    place: complete ? 1 + ranked.findIndex((other) => other.accuracy === accuracy) : null,
    method: entry.method,
    pair: { target: entry.config.pair.target.name, draft: entry.config.pair.draft.name },
    settings: variants.get(entry)!,
    runs: entry.runs.map(({ id }) => id),
    attempts: entry.attempts.length,
    leftOut: entry.leftOut,
    problems: tried(entry),
    right: entry.attempts.filter(({ verdict }) => verdict === 'right').length,
    accuracy,
    interval: accuracyInterval([...entry.tallies.values()]),
    wallMs: meanTime(entry),
    acceptance: acceptanceOf(entry),
    againstFirst: differences[index] === null ? null : concluded.shift()!
  }))
}

/** Pair, words and options that decide what a method writes. */
function rowKey(config: RunConfig, method: string): string {
  const { pair, prompts, strategies } = config
  return JSON.stringify([
    method,
    pair.target.sha256,
    pair.draft.sha256,
    prompts.sha256,
    strategies.sha256,
    ALONE.includes(method) ? null : optionsOf(config)
  ])
}

/** Method and seed are an attempt's own; sampling is the board's; how it is computed changes no answer that counts. */
function optionsOf({ options }: RunConfig): Readonly<Record<string, unknown>> {
  const {
    method: _method,
    seed: _seed,
    exact: _exact,
    temperature: _temperature,
    topP: _topP,
    topK: _topK,
    maxTokens: _maxTokens,
    timeLimit: _timeLimit,
    ...own
  } = options
  return own
}

function entryOf(
  attempts: readonly BoardAttempt[],
  runs: ReadonlyMap<number, RunRecord>,
  countFailures: boolean
): Entry {
  // What came to an end in another run is no failure.
  const ended = countedAttempts(attempts, false)
  const counted = onceEach(countFailures ? [...ended, ...attempts] : ended)
  const groups = Map.groupBy(
    counted.filter(({ gradable }) => gradable === 1),
    ({ problem }) => problem
  )
  return {
    method: attempts[0]!.method,
    config: runs.get(attempts[0]!.runKey)!.config,
    runs: [...new Set(attempts.map(({ runKey }) => runKey))].map((key) => runs.get(key)!),
    attempts: counted,
    leftOut: onceEach([...counted, ...attempts]).length - counted.length,
    tallies: new Map(
      [...groups].map(([problem, group]) => [
        problem,
        { n: group.length, c: group.filter(({ verdict }) => verdict === 'right').length }
      ])
    )
  }
}

/** What was repeated with the same seed is one attempt: the first of them. */
function onceEach(attempts: readonly BoardAttempt[]): readonly BoardAttempt[] {
  const seen = new Set<string>()
  return attempts.filter(({ problem, seed }) => {
    const place = `${problem} ${seed}`
    return !seen.has(place) && Boolean(seen.add(place))
  })
}

function tried({ attempts }: Entry): number {
  return new Set(attempts.map(({ problem }) => problem)).size
}

function accuracyOf({ tallies }: Entry): number | null {
  return tallies.size === 0 ? null : passAt1([...tallies.values()]).value
}

function meanTime({ runs, attempts }: Entry): number | null {
  const machines = new Set(runs.map(({ config }) => JSON.stringify(config.hardware)))
  const times = attempts.flatMap(({ wallMs }) => (wallMs === null ? [] : [wallMs]))
  return machines.size > 1 || times.length === 0 ? null : mean(times)
}

function acceptanceOf({ attempts }: Entry): number | null {
  const drafted = attempts.reduce((sum, one) => sum + one.drafted, 0)
  const accepted = attempts.reduce((sum, one) => sum + one.accepted, 0)
  return drafted === 0 ? null : accepted / drafted
}

/** For each row its settings in which rows of its method and pair differ. */
function settingsThatTell(database: Database, entries: readonly Entry[]): Map<Entry, Setting[]> {
  const alike = Map.groupBy(entries, ({ method, config }) =>
    JSON.stringify([method, config.pair.target.sha256, config.pair.draft.sha256])
  )
  const told = new Map<Entry, Setting[]>()
  for (const group of alike.values()) {
    const flat = group.map(({ method, config }) =>
      flatSettings({
        options: ALONE.includes(method) ? {} : optionsOf(config),
        ...wordsOfRun(database, config)
      })
    )
    const apart = settingsApart(flat)
    for (const [index, entry] of group.entries()) {
      const settings = apart.map((setting) => ({
        setting,
        value: flat[index]!.get(setting) ?? null
      }))
      told.set(entry, settings)
    }
  }
  return told
}
