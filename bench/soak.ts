/**
 * Solves one problem after the other through the web door, as a person would who never stops, and samples the memory of
 * every process of the program: what is resident, and what its JavaScript holds after a garbage collection. The system
 * leaves pages resident that nothing uses any more, so that only the second tells what grows; who holds what is resident
 * is noted beside it. Prints what each process grew by (least squares, after the first quarter of the time) and whether
 * what it holds is flat within 2 %, the failures and the slow solves, and whether the store is sound; the folder gets a
 * picture and all samples. Needs /proc.
 *
 *   npx node --max-semi-space-size=8 bench/soak.ts [--minutes 60] [--out FOLDER] [--first N]
 *
 * The flag is the one that npm start gives the program, which takes it over from here.
 *
 * It begins with the solve of that number: each has its problem, its method and its seed. To hold two settings of the
 * system's allocator against each other, run two at a time, one of them with MALLOC_ARENA_MAX or the like set.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { CallerInput } from '../src/shared/contract.ts'
import type { RunEntry } from '../src/shared/contract/runs.ts'
import type { SetPage } from '../src/shared/contract/sets.ts'
import type { SolveSetup } from '../src/shared/contract/solve.ts'
import type { MethodName } from '../src/shared/options.ts'
import type { Problem } from '../src/shared/problem-set.ts'
import { openForReading } from '../src/main/store/database.ts'
import { checkIntegrity } from '../src/main/store/maintenance.ts'
import {
  type AttackedDoor,
  type Page,
  startDoor
} from '../test/helpers/door-attacks/attacked-door.ts'
import { heapReports } from './soak/heap-of-tree.ts'
import { memoryPlot, type Series } from './soak/memory-plot.ts'
import { memoryOfTree, type MemoryRegions, regionsOf } from './soak/process-memory.ts'
import { trendOf } from './soak/trend.ts'

const SAMPLE_MS = 2000
/** What processes hold is asked between two solves, after so many. */
const SOLVES_PER_HEAP = 10
const LOOK_MS = 50
const PATIENCE_MS = 300_000
const SLOW_MS = 60_000
const FLAT = 0.02
/** Processes that lived for less are asked about one file and have no trend. */
const SHORTEST_SHARE = 0.5
const METHODS: readonly MethodName[] = ['ssr-adaptive', 'baseline', 'ssr', 'speculative']

type SolveRequest = CallerInput<'solve.start'>

interface Solve {
  readonly index: number
  readonly at: number
  readonly method: MethodName
  readonly problem: string
  readonly ms: number
  /** How it ended; null where it answered. */
  readonly failure: string | null
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    out: { type: 'string' },
    first: { type: 'string', default: '0' }
  }
})
const minutes = Number(values.minutes)
const out = values.out ?? mkdtempSync(join(tmpdir(), 'tandem-soak-'))
mkdirSync(out, { recursive: true })

let begun = performance.now()
const minutesPassed = () => (performance.now() - begun) / 60_000
const series = new Map<string, { x: number; y: number }[]>()
const solves: Solve[] = []
const heaps = new Map<string, { x: number; y: number }[]>()
/** Who held the memory of each process when what it holds was asked, in MB. */
const regions = new Map<string, ({ x: number; javaScript: number } & MemoryRegions)[]>()
const reports = heapReports()

const door = await startDoor()
let complaints: readonly string[]
let sampling: NodeJS.Timeout | undefined
try {
  const page = await door.openPage(PATIENCE_MS)
  const problems = await problemsOf(page)
  const setup = await ask<SolveSetup>(page, 'solve.setup')
  // The first one measures how the pair runs fastest here, and loads it.
  await solve(page, requestOf(setup, problems[0]!, METHODS[0]!, 0))
  begun = performance.now()
  sampling = setInterval(sample, SAMPLE_MS)
  await solveOn(page, setup, problems)
  complaints = storeComplaints(door)
} finally {
  clearInterval(sampling)
  await door.close()
  reports.close()
}
print()

async function solveOn(page: Page, setup: SolveSetup, problems: readonly Problem[]): Promise<void> {
  for (let index = Number(values.first); minutesPassed() < minutes; index += 1) {
    const problem = problems[index % problems.length]!
    const method = METHODS[index % METHODS.length]!
    const from = performance.now()
    const failure = await solve(page, requestOf(setup, problem, method, index))
    const ms = performance.now() - from
    solves.push({ index, at: minutesPassed(), method, problem: problem.id, ms, failure })
    if (solves.length % SOLVES_PER_HEAP === 0) await sampleHeaps()
  }
}

function requestOf(
  { defaults, pairs }: SolveSetup,
  { text, answer }: Problem,
  method: MethodName,
  seed: number
): SolveRequest {
  const { id, prompts, strategies } = pairs[0]!
  return {
    problem: text,
    answer: answer ?? null,
    options: { ...defaults, method, seed },
    measureBaseline: false,
    pair: id,
    prompts,
    strategies
  }
}

async function solve(page: Page, request: SolveRequest): Promise<string | null> {
  try {
    const { run } = await ask<{ run: string }>(page, 'solve.start', request)
    for (;;) {
      const { status, single } = await ask<RunEntry>(page, 'runs.read', { run })
      if (status === 'running' || status === 'waiting') await sleep(LOOK_MS)
      else if (status !== 'finished') return `the run ended as ${status}`
      else
        return single?.outcome === undefined || single.outcome === null ? 'it has no outcome' : null
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function problemsOf(page: Page): Promise<readonly Problem[]> {
  const pages = await Promise.all(
    [0, 50, 100, 150].map((first) => ask<SetPage>(page, 'sets.read', { id: 'school', first }))
  )
  return pages.flatMap(({ problems }) => problems)
}

async function ask<T>(page: Page, call: string, input?: unknown): Promise<T> {
  const result = await page.call(call, input)
  if (result.ok) return result.value as T
  throw new Error([result.failure.message, result.failure.hint].filter(Boolean).join(' '))
}

function sample(): void {
  for (const one of memoryOfTree(door.pid)) note(series, one)
}

async function sampleHeaps(): Promise<void> {
  // Before the collection, which gives some of it back.
  const resident = new Map(memoryOfTree(door.pid).map(({ pid }) => [pid, regionsOf(pid)]))
  for (const one of await reports.ask(door.pid)) {
    note(heaps, one)
    const held = resident.get(one.pid)
    if (!held) continue
    const all = regions.get(keyOf(one)) ?? []
    regions.set(keyOf(one), all)
    all.push({ x: minutesPassed(), javaScript: one.committed, ...held })
  }
}

function note(
  all: typeof series,
  {
    pid,
    name,
    megabytes
  }: { readonly pid: number; readonly name: string; readonly megabytes: number }
): void {
  const key = keyOf({ pid, name })
  const points = all.get(key) ?? []
  all.set(key, points)
  points.push({ x: minutesPassed(), y: megabytes })
}

function keyOf({ pid, name }: { readonly pid: number; readonly name: string }): string {
  return `${name} (${pid})`
}

function storeComplaints({ data }: AttackedDoor): readonly string[] {
  const database = openForReading(join(data, 'tandem.db'))
  try {
    return checkIntegrity(database)
  } finally {
    database.close()
  }
}

function print(): void {
  const from = minutes / 4
  const lasting: Series[] = [...series]
    .map(([name, points]) => ({ name, points }))
    .filter(({ points }) => points.at(-1)!.x - points[0]!.x >= minutes * SHORTEST_SHARE)
  writeFileSync(join(out, 'soak.svg'), memoryPlot(lasting, from))
  writeFileSync(
    join(out, 'soak.json'),
    `${JSON.stringify({ minutes, series: Object.fromEntries(series), heaps: Object.fromEntries(heaps), regions: Object.fromEntries(regions), solves }, null, 1)}\n`
  )

  console.log(
    'process                                   samples   mean MB   MB an hour   growth   flat within 2 %'
  )
  let growing = 0
  for (const { name, points } of lasting) {
    printTrend(`${name}, resident`, points, from)
    const held = heaps.get(name)
    if (held && !printTrend(`${name}, held after a collection`, held, from)) growing += 1
    printRegions(name, from)
  }
  const failed = solves.filter(({ failure }) => failure !== null)
  const slow = solves.filter(({ ms }) => ms > SLOW_MS)
  const times = solves.map(({ ms }) => ms).sort((a, b) => a - b)
  console.log(
    `\n${solves.length} solves in ${minutes} minutes: ${failed.length} failed, ${slow.length} took over a minute; median ${cell(times[times.length >> 1] ?? 0, 0)} ms, longest ${cell(times.at(-1) ?? 0, 0)} ms.`
  )
  for (const { at, method, problem, ms, failure } of new Set([...failed, ...slow])) {
    console.log(
      `  minute ${cell(at, 0, 1)}: ${method} on ${problem}, ${cell(ms, 0)} ms${failure === null ? '' : `: ${failure}`}`
    )
  }
  console.log(
    `${series.size - lasting.length} other processes came and went. The store: ${complaints[0] ?? 'sound'}.`
  )
  console.log(`Picture and samples: ${out}`)
  process.exitCode = growing + failed.length + slow.length + complaints.length === 0 ? 0 : 1
}

/** By how much each part of what is resident grew, from the first look that is judged to the last. */
function printRegions(name: string, from: number): void {
  const judged = (regions.get(name) ?? []).filter(({ x }) => x >= from)
  const [first, last] = [judged[0], judged.at(-1)]
  if (!first || !last) return
  const parts = (['heap', 'arenas', 'anonymous', 'javaScript', 'files'] as const).map(
    (part) => `${part} ${first[part].toFixed(1)} -> ${last[part].toFixed(1)}`
  )
  console.log(`  ${parts.join(', ')}`)
}

/** Returns whether it is flat. */
function printTrend(name: string, points: Series['points'], from: number): boolean {
  const judged = points.filter(({ x }) => x >= from)
  const { mean, slope, growth } = trendOf(judged)
  const isFlat = growth <= FLAT
  console.log(
    `${name.padEnd(41)} ${cell(judged.length, 7)} ${cell(mean, 9, 1)} ${cell(slope * 60, 12, 2)} ${cell(100 * growth, 7, 1)}%   ${isFlat ? 'yes' : 'NO'}`
  )
  return isFlat
}

function cell(value: number, width: number, digits = 0): string {
  return value.toFixed(digits).padStart(width)
}
