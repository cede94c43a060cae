/**
 * What speculation pays: right answers, time and cost of each method against the target alone, the methods taking turns
 * problem by problem within one run, so that whatever else the machine does falls on all alike. For a quiet machine.
 * Every attempt goes through the program's own engine, with the settings that it finds. Stopped with Ctrl-C or by a
 * power cut, it goes on when it is started again with the same folder.
 *
 *   npx node bench/payoff.ts FOLDER [--set school] [--limit 500] [--repeats 3] [--seed 1] [--variants a,b] [--threads n]
 *
 * `--report` only prints what the folder holds.
 */
import { Command } from 'commander'
import { equivalent } from '../src/core/answers/equivalent.ts'
import { deriveSeed } from '../src/core/random.ts'
import { createApplication, type Application } from '../src/main/application.ts'
import {
  readSolveOptions,
  type SolveFlags,
  type SolveSetup
} from '../src/main/doors/terminal/solve-options.ts'
import { PURPOSES, totalUsage } from '../src/shared/cost.ts'
import { emptyView, fold } from '../src/shared/fold.ts'
import type { Problem } from '../src/shared/problem-set.ts'
import { passages, type RunView } from '../src/shared/view.ts'
import { Measurements, type Measured } from './payoff/measured.ts'
import { against, payoffTable, purposeTable } from './payoff/tables.ts'
import { VARIANTS, type Variant } from './payoff/variants.ts'

interface Flags {
  set: string
  limit: string
  repeats: string
  seed: string
  threads?: string
  variants?: string
  report?: boolean
}

/** What SSR's authors report (arXiv 2505.15340, abstract), over their baseline, decoded tokens only. */
const PUBLISHED =
  'Published (QwQ-32B with a draft of 1.5B, decoded tokens only): +13.84 % pass@1 at a gammaDecode of 0.805 on ' +
  'LiveMathBench; no loss at 0.30 on MATH-500.'

const command = new Command()
  .argument('<folder>')
  .option('--set <id>', 'problem set', 'school')
  .option('--limit <n>', 'the first so many problems', '500')
  .option('--repeats <n>', 'attempts at each problem', '3')
  .option('--seed <n>', 'seed', '1')
  .option('--threads <n>', 'threads a model; by default what the program finds')
  .option(
    '--variants <names>',
    `comma-separated, of: ${VARIANTS.map(({ name }) => name).join(', ')}`
  )
  .option('--report', 'print what was measured, measure nothing')
  .parse()
const [folder] = command.args as [string]
const flags = command.opts<Flags>()
const chosen = flags.variants?.split(',').map((name) => name.trim())
const variants = VARIANTS.filter(({ name }) => chosen === undefined || chosen.includes(name))
const measurements = new Measurements(folder)

if (flags.report !== true) await measureAll()
report()

async function measureAll(): Promise<void> {
  const application = createApplication({ door: 'bench', dataFlag: folder })
  const stop = { asked: false }
  process.once('SIGINT', () => (stop.asked = true))
  try {
    const set = await application.problemSets.get(flags.set)
    if (!set) throw new Error(`There is no problem set ${flags.set}`)
    const problems = set.problems.slice(0, Number(flags.limit))
    for (let repeat = 0; repeat < Number(flags.repeats); repeat++) {
      for (const [index, problem] of problems.entries()) {
        for (const variant of variants) {
          if (stop.asked) return
          const key = { set: flags.set, problem: problem.id, repeat, variant: variant.name }
          if (measurements.has(key)) continue
          measurements.add({ ...key, ...(await measure(application, problem, variant, repeat)) })
        }
        process.stderr.write(`\r${flags.set}: repeat ${repeat + 1}, problem ${index + 1} `)
      }
    }
  } finally {
    process.stderr.write('\n')
    await application.close()
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
  return figuresOf(view, problem)
}

function setupOf(
  application: Application,
  { method, effort = 'balanced', rewrite, paths }: Variant,
  seed: number
): Promise<SolveSetup> {
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
    ...(paths !== undefined && { paths }),
    ...(flags.threads !== undefined && { threads: Number(flags.threads) })
  }
  return readSolveOptions(solving, method, application)
}

function figuresOf(view: RunView, { answer }: Problem) {
  const { cost, pair, wallMs } = view
  const [draft, target] = [totalUsage(cost.draft), totalUsage(cost.target)]
  const steps = view.paths.flatMap((path) => path.steps)
  const parts = steps.flatMap(passages)
  const length = (texts: typeof parts) => texts.reduce((sum, { text }) => sum + text.length, 0)
  const drafted = steps.filter(({ state }) => state === 'accepted' || state === 'rewritten')
  return {
    right: view.answer !== null && equivalent(view.answer, answer ?? '').verdict === 'equal',
    wallMs: wallMs ?? 0,
    flops: draft.flops + target.flops,
    decoded: target.decoded + (pair!.draft.parameters / pair!.target.parameters) * draft.decoded,
    written: length(parts),
    byTarget: length(parts.filter(({ author }) => author === 'target')),
    woken: target.prefilled + target.decoded > 0,
    accepted: drafted.filter(({ state }) => state === 'accepted').length,
    drafted: drafted.length,
    spent: Object.fromEntries(
      (['draft', 'target'] as const).flatMap((role) =>
        PURPOSES.flatMap((purpose) => {
          const { ms } = cost[role][purpose]
          return ms === 0 ? [] : [[`${role} ${purpose}`, ms]]
        })
      )
    )
  }
}

function report(): void {
  const names = variants.map(({ name }) => name)
  for (const [set, all] of Map.groupBy(measurements.all, (one) => one.set)) {
    const problems = new Set(all.map(({ problem }) => problem)).size
    const repeats = new Set(all.map(({ repeat }) => repeat)).size
    console.log(`## ${set}: ${problems} problems, ${repeats} repeats, T 0.7\n`)
    console.log('Ratios are over `baseline`, in brackets 95 % intervals by problems.\n')
    console.log(payoffTable(all, names))
    console.log()
    console.log(
      against(all, [
        ['ssr n=3', 'parallel-spm n=3'],
        ['ssr n=3 suffix', 'parallel-spm n=3'],
        ['ssr n=3 suffix', 'ssr n=3'],
        ['adaptive balanced', 'speculative'],
        ['adaptive thorough', 'ssr n=3']
      ])
    )
    console.log(`\n${PUBLISHED}\n\nTime within calls over wall time:\n`)
    console.log(purposeTable(all, names))
    console.log()
  }
}
