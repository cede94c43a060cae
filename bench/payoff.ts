/**
 * What speculation pays: right answers, time and cost of each method against the target alone, the methods taking turns
 * problem by problem within one run, so that whatever else the machine does falls on all alike. For a quiet machine.
 * Every attempt goes through the program's own engine, with the settings that it finds. Stopped with Ctrl-C or by a
 * power cut, it goes on when it is started again with the same folder.
 *
 *   npx node bench/payoff.ts FOLDER [--sets school,school-hard] [--problems 500] [--repeats 3] [--variants a,b]
 *     [--coin 60]             besides a pair of 10 and 62 million random weights, whose drafts a coin accepts
 *     [--against CHECKOUT]    besides the time of another checkout of the program, such as of an earlier commit
 *     [--report]              only prints what the folder holds
 */
import { Command } from 'commander'
import { equivalent } from '../src/core/answers/equivalent.ts'
import { deriveSeed } from '../src/core/random.ts'
import type { AttemptSetup } from '../src/main/actions/attempt-setup.ts'
import { createApplication, type Application } from '../src/main/application.ts'
import { readSolveOptions, type SolveFlags } from '../src/main/doors/terminal/solve-options.ts'
import { emptyView, fold } from '../src/shared/fold.ts'
import type { Problem } from '../src/shared/problem-set.ts'
import { measureCheckout } from './payoff/checkout.ts'
import { measureCoin } from './payoff/coin.ts'
import {
  FIGURES,
  pointsOver,
  pointsWithInterval,
  ratioOver,
  ratioWithInterval
} from './payoff/compare.ts'
import { figuresOf } from './payoff/figures.ts'
import { CHECKOUT_SET, COIN_SET, goalsTable } from './payoff/goals.ts'
import { Measurements, type Measured } from './payoff/measured.ts'
import { against, markdown, payoffTable, purposeTable } from './payoff/tables.ts'
import { VARIANTS, type Variant } from './payoff/variants.ts'

interface Flags {
  sets: string
  problems: string
  repeats: string
  seed: string
  threads?: string
  variants?: string
  coin: string
  against?: string
  report?: boolean
}

/** What SSR's authors report over their baseline (arXiv 2505.15340, abstract): only decoded tokens are counted. */
const PUBLISHED = [
  ['published: QwQ-32B, draft of 1.5B, LiveMathBench', '+13.8 (pass@1)', '0.805'],
  ['published: the same, MATH-500', 'none lost', '0.30']
]

const command = new Command()
  .argument('<folder>')
  .option('--sets <ids>', 'problem sets, comma-separated', 'school')
  .option('--problems <n>', 'the first so many problems of each', '500')
  .option('--repeats <n>', 'attempts at each problem', '3')
  .option('--seed <n>', 'seed', '1')
  .option('--threads <n>', 'threads a model; by default what the program finds')
  .option(
    '--variants <names>',
    `comma-separated, of: ${VARIANTS.map(({ name }) => name).join(', ')}`
  )
  .option('--coin <n>', 'problems for the pair of random weights, at most', '0')
  .option('--against <folder>', 'another checkout, with its packages installed')
  .option('--report', 'print what was measured, measure nothing')
  .parse()
const [folder] = command.args as [string]
const flags = command.opts<Flags>()
const chosen = flags.variants?.split(',').map((name) => name.trim())
const variants = VARIANTS.filter(({ name, named }) => chosen?.includes(name) ?? named !== true)
const measurements = new Measurements(folder)

const stop = { asked: false }

if (flags.report !== true) {
  process.once('SIGINT', () => (stop.asked = true))
  for (const set of flags.sets.split(',')) await measureSet(set.trim())
  await measureBesides()
}
report()

async function measureSet(id: string): Promise<void> {
  const application = createApplication({ door: 'bench', dataFlag: folder })
  try {
    const problems = await problemsOf(application, id)
    for (let repeat = 0; repeat < Number(flags.repeats); repeat++) {
      for (const [index, problem] of problems.entries()) {
        for (const variant of variants) {
          if (stop.asked) return
          const key = { set: id, problem: problem.id, repeat, variant: variant.name }
          if (measurements.has(key)) continue
          measurements.add({ ...key, ...(await measure(application, problem, variant, repeat)) })
        }
        process.stderr.write(`\r${id}: repeat ${repeat + 1}, problem ${index + 1} `)
      }
    }
  } finally {
    process.stderr.write('\n')
    await application.close()
  }
}

async function problemsOf({ problemSets }: Application, id: string): Promise<readonly Problem[]> {
  const set = await problemSets.get(id)
  if (!set) throw new Error(`There is no problem set ${id}`)
  return set.problems.slice(0, Number(flags.problems))
}

/** The pair of random weights, and the other checkout, along the problems of `school`. */
async function measureBesides(): Promise<void> {
  const application = createApplication({ door: 'bench', dataFlag: folder })
  let problems: readonly Problem[]
  try {
    problems = await problemsOf(application, 'school')
  } finally {
    await application.close()
  }
  const seed = Number(flags.seed)
  const fewer = problems.slice(0, Number(flags.coin))
  if (fewer.length > 0) await measureCoin(folder, fewer, { repeats: 1, seed }, measurements, stop)
  if (flags.against !== undefined) {
    measureCheckout(folder, flags.against, problems, seed, measurements, stop)
  }
}

async function measure(
  application: Application,
  problem: Problem,
  variant: Variant,
  repeat: number
): Promise<Omit<Measured, 'set' | 'problem' | 'repeat' | 'variant'>> {
  const setup = await setupOf(
    application,
    variant,
    deriveSeed(Number(flags.seed), problem.id, repeat)
  )
  let view = emptyView()
  const job = { ...setup, problem: problem.text, baseline: null }
  for await (const event of application.engine.solve(job, new AbortController().signal)) {
    view = fold(view, event)
  }
  if (view.outcome === 'failed') throw new Error(`${variant.name}: ${view.cause ?? 'failed'}`)
  const right =
    view.answer !== null && equivalent(view.answer, problem.answer ?? '').equality === 'equal'
  return figuresOf(view, right)
}

function setupOf(
  application: Application,
  { method, effort = 'balanced', rewrite, paths, draftAhead }: Variant,
  seed: number
): Promise<AttemptSetup> {
  const solving: SolveFlags = {
    selection: 'letters',
    effort,
    temperature: 0.7,
    topP: 0.95,
    maxStepTokens: 128,
    maxTokens: 512,
    gpu: 'auto',
    seed,
    ...(rewrite && { rewrite }),
    ...(draftAhead && { draftAhead }),
    ...(paths !== undefined && { paths }),
    ...(flags.threads !== undefined && { threads: Number(flags.threads) })
  }
  return readSolveOptions(solving, method, application)
}

function report(): void {
  const names = VARIANTS.map(({ name }) => name)
  for (const [set, all] of Map.groupBy(measurements.all, (one) => one.set)) {
    const problems = new Set(all.map(({ problem }) => problem)).size
    const repeats = new Set(all.map(({ repeat }) => repeat)).size
    console.log(`## ${set}: ${problems} problems, ${repeats} repeats, T 0.7\n`)
    if (set === CHECKOUT_SET) continue
    console.log('Ratios are over `baseline`, in brackets 95 % intervals by problems.\n')
    console.log(payoffTable(all, names))
    console.log()
    console.log(
      against(all, [
        ['ssr n=3', 'parallel-spm n=3'],
        ['ssr n=3 suffix', 'parallel-spm n=3'],
        ['ssr n=3 suffix', 'ssr n=3'],
        ['ssr n=3 ahead', 'ssr n=3'],
        ['ssr n=1 ahead', 'ssr n=1'],
        ['adaptive balanced ahead', 'adaptive balanced'],
        ['adaptive balanced', 'speculative'],
        ['adaptive thorough', 'ssr n=3']
      ])
    )
    if (set !== COIN_SET) console.log(`\n${besidePublished(all)}`)
    console.log(`\nTime within calls over wall time:\n\n${purposeTable(all, names)}\n`)
  }
  console.log(`## What has to be reached\n\n${goalsTable(measurements.all)}`)
}

/** The published pair of figures beside ours. */
function besidePublished(all: readonly Measured[]): string {
  const ours = ['ssr n=3', 'ssr n=3 suffix', 'adaptive balanced'].map((variant) => [
    `ours: ${variant}`,
    pointsWithInterval(pointsOver(all, variant, 'baseline')),
    ratioWithInterval(ratioOver(all, variant, 'baseline', FIGURES.gammaDecode))
  ])
  return markdown(['', 'points over the target alone', 'gammaDecode'], [...PUBLISHED, ...ours])
}
