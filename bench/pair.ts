/**
 * Measures what the bundled pair has to reach (resources/models/README.md), through the command line as a person
 * would: every figure with its 95 % interval and its bound. Three repeats take an hour and a half on two cores; an
 * interrupted measurement goes on when it is started again with the same folder.
 *
 *   npx node bench/pair.ts FOLDER [repeats] [limit]
 */
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { pairedDifference } from '../src/core/statistics/paired.ts'
import type { Tally } from '../src/core/statistics/tally.ts'
import type { MethodName } from '../src/shared/options.ts'
import { runReportSchema, type RunReport } from '../src/shared/run-report.ts'

const CLI = join(import.meta.dirname, '..', 'bin', 'tandem.js')
const [folder, repeats = '3', limit = '500'] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name a folder to keep the runs in.')
mkdirSync(folder, { recursive: true })

const greedy = ['--temperature', '0']
const sampled = ['--repeats', repeats]
const [[paths], [ssr], [greedyRun, average], [random]] = (await Promise.all([
  inTurn('paths', [['paths', '--methods', 'baseline,parallel-spm', ...sampled]]),
  inTurn('ssr', [['ssr', '--methods', 'ssr', ...sampled]]),
  inTurn('greedy', [
    ['greedy', '--methods', 'baseline,draft', ...greedy],
    ['average', '--methods', 'parallel-spm', '--selection', 'random', '--paths', '1', ...greedy]
  ]),
  inTurn('random', [['random', '--methods', 'parallel-spm', '--selection', 'random', ...sampled]])
])) as [[RunReport], [RunReport], [RunReport, RunReport], [RunReport]]

console.log('| figure | bound | measured | holds |\n| - | - | - | - |')
share('target alone, greedy', greedyRun, 'baseline', (value) => value >= 0.9, 'at least 90 %')
share(
  'draft alone, greedy',
  greedyRun,
  'draft',
  (value) => value >= 0.35 && value <= 0.6,
  '35 to 60 %'
)
share('target along a strategy drawn at random, greedy', average, 'parallel-spm')
difference(
  'target without a strategy over that',
  [greedyRun, 'baseline'],
  [average, 'parallel-spm'],
  0
)
share('baseline', paths, 'baseline')
share('parallel-spm', paths, 'parallel-spm')
share('ssr', ssr, 'ssr')
difference('`parallel-spm` over `baseline`', [paths, 'parallel-spm'], [paths, 'baseline'], 5, true)
difference('`ssr` against `parallel-spm`', [ssr, 'ssr'], [paths, 'parallel-spm'], -3)
share('`parallel-spm`, strategies drawn at random', random, 'parallel-spm')
difference(
  'letters over random selection',
  [paths, 'parallel-spm'],
  [random, 'parallel-spm'],
  3,
  true
)
const kept = ssr.methods.ssr?.acceptance ?? 0
row('drafted steps kept in `ssr`', 'at least 50 %', percent(kept), kept >= 0.5)

/** Runs benchmarks one after another in a store of their own. */
async function inTurn(store: string, commands: readonly string[][]): Promise<RunReport[]> {
  const reports: RunReport[] = []
  for (const [name, ...flags] of commands) reports.push(await bench(store, name!, flags))
  return reports
}

async function bench(store: string, name: string, flags: readonly string[]): Promise<RunReport> {
  const output = join(folder!, `${name}.json`)
  if (!existsSync(output)) {
    const begun = join(folder!, `${name}.begun`)
    const question = existsSync(begun)
      ? ['--resume', 'latest']
      : ['school', '--limit', limit, '--seed', '1', ...flags]
    createWriteStream(begun).end()
    await run(['bench', ...question, '--json', '--data-dir', join(folder!, store)], output)
  }
  return runReportSchema.parse(JSON.parse(readFileSync(output, 'utf8')))
}

function run(command: readonly string[], output: string): Promise<void> {
  const child = spawn(process.execPath, [CLI, ...command], { stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.pipe(createWriteStream(`${output}.part`))
  return new Promise((done, failed) => {
    child.once('close', (code) => {
      if (code !== 0) {
        failed(new Error(`tandem ${command.join(' ')} ended with ${code}`))
        return
      }
      renameSync(`${output}.part`, output)
      done()
    })
  })
}

function share(
  name: string,
  report: RunReport,
  method: MethodName,
  holds?: (value: number) => boolean,
  bound = ''
): void {
  const { accuracy, interval } = report.methods[method]!
  const range = interval ? ` [${percent(interval.low)}, ${percent(interval.high)}]` : ''
  row(name, bound, `${percent(accuracy!)}${range}`, holds?.(accuracy!))
}

/** A paired difference in points that has to reach `bound`, and with `surely` an interval above 0. */
function difference(
  name: string,
  [first, firstMethod]: readonly [RunReport, MethodName],
  [second, secondMethod]: readonly [RunReport, MethodName],
  bound: number,
  surely = false
): void {
  const others = tallies(second, secondMethod)
  const pairs = [...tallies(first, firstMethod)].map(([problem, own]) => ({
    first: own,
    second: others.get(problem)!
  }))
  const found = pairedDifference(pairs)
  const { low, high } = found.interval()
  const reached = found.difference * 100 >= bound && (!surely || low > 0)
  const text = `${points(found.difference)} [${points(low)}, ${points(high)}]`
  row(name, `at least ${bound}${surely ? ', interval above 0' : ''}`, text, reached)
}

function tallies(report: RunReport, method: MethodName): Map<string, Tally> {
  const own = report.attempts.filter((attempt) => attempt.method === method)
  const groups = Map.groupBy(own, ({ problem }) => problem)
  return new Map(
    [...groups].map(([problem, attempts]) => [
      problem,
      { n: attempts.length, c: attempts.filter(({ correct }) => correct === true).length }
    ])
  )
}

function row(name: string, bound: string, measured: string, holds?: boolean): void {
  const held = holds === undefined ? '' : holds ? 'yes' : 'no'
  console.log(`| ${name} | ${bound} | ${measured} | ${held} |`)
  if (holds === false) process.exitCode = 1
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`
}

function points(value: number): string {
  return `${value < 0 ? '' : '+'}${(100 * value).toFixed(1)}`
}
