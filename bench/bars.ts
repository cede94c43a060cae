/**
 * Chooses the bars of `ssr-adaptive` that ship with the bundled pair (`plans` in resources/prompts/tandem-school.json):
 * solves problems by everything that a plan could ask for, as `tandem calibrate` does, keeps what came of it, and lets
 * all choose, and to see how firm that is, one half choose and the other check. The problems are drawn for this alone
 * (training/draw_problems.py), so that the problem sets can judge. Stopped, it goes on when it is started again with
 * the same folder.
 *
 *   npx node bench/bars.ts FOLDER PROBLEMS.jsonl [--report]
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { candidates, choosePlans, worthOf, type Worth } from '../src/core/calibration/choose.ts'
import type { ProblemRecord } from '../src/core/calibration/record.ts'
import { simulate } from '../src/core/calibration/simulate.ts'
import { pairedDifference } from '../src/core/statistics/paired.ts'
import { createApplication } from '../src/main/application.ts'
import { calibrationDemand, measurePair } from '../src/main/calibration/measure.ts'
import { readSolveOptions } from '../src/main/doors/terminal/solve-options.ts'
import { EFFORTS, planOf, plansSchema, type Plan } from '../src/shared/plan.ts'
import type { Problem } from '../src/shared/problem-set.ts'

/** Paths on record: what the draft hands over, and five that the target selects. */
const MOST_PATHS = 6
const PROMPTS = join(import.meta.dirname, '../resources/prompts/tandem-school.json')

const command = new Command()
  .argument('<folder>')
  .argument('<problems>', 'a .jsonl file of training/draw_problems.py')
  .option('--report', 'choose by what was measured, measure nothing')
  .parse()
const [folder, drawn] = command.args as [string, string]
const recordsFile = join(folder, 'records.jsonl')
const problems = linesOf(drawn) as Problem[]
if (command.opts<{ report?: boolean }>().report !== true) await measureAll()
report(readRecords().map(({ record }) => record))

async function measureAll(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const known = new Set(readRecords().map(({ problem }) => problem))
  const application = createApplication({ door: 'bench', dataFlag: folder })
  const stop = new AbortController()
  process.once('SIGINT', () => {
    stop.abort()
  })
  try {
    const flags = { selection: 'letters', effort: 'balanced', gpu: 'auto', seed: 1 } as const
    const limits = { temperature: 0.7, topP: 0.95, maxStepTokens: 128, maxTokens: 512 }
    const setup = await readSolveOptions({ ...flags, ...limits }, 'ssr-adaptive', application)
    const demand = calibrationDemand(setup.options, setup.pair.context)
    await application.engine.describe(setup.pair, demand)
    for (const [index, problem] of problems.entries()) {
      if (stop.signal.aborted) break
      if (known.has(problem.id)) continue
      for await (const { record } of measurePair(
        application.engine,
        setup,
        [problem],
        stop.signal
      )) {
        appendFileSync(recordsFile, `${JSON.stringify({ problem: problem.id, record })}\n`)
      }
      process.stderr.write(`\r${index + 1} of ${problems.length} `)
    }
  } finally {
    process.stderr.write('\n')
    await application.close()
  }
}

function readRecords(): { problem: string; record: ProblemRecord }[] {
  return linesOf(recordsFile) as { problem: string; record: ProblemRecord }[]
}

/** A line that was being written when the power went has no end, and is left out. */
function linesOf(file: string): unknown[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
}

function report(records: readonly ProblemRecord[]): void {
  const [first, second] = [0, 1].map((half) => records.filter((_, index) => index % 2 === half))
  const choices = [
    { name: 'one half', chosenOn: first!, checkedOn: second! },
    { name: 'the other', chosenOn: second!, checkedOn: first! },
    { name: 'all', chosenOn: records, checkedOn: null }
  ]
  const rows = choices.flatMap(({ name, chosenOn, checkedOn }) => {
    const plans = candidates('min', MOST_PATHS)
    const chosen = choosePlans(
      chosenOn,
      plans.map((plan) => worthOf(chosenOn, plan))
    )
    return EFFORTS.map((effort) => {
      const { plan } = chosen[effort]
      const unseen = checkedOn === null ? '' : figures(checkedOn, plan)
      return `| ${effort} | ${name} | ${planText(plan)} | ${figures(chosenOn, plan)} | ${unseen} |`
    })
  })
  const { plans } = JSON.parse(readFileSync(PROMPTS, 'utf8')) as { plans: unknown }
  const shipped = plansSchema.parse(plans)
  console.log(`${records.length} problems, T 0.7\n`)
  console.log('| effort | chosen by | plan | there | on the rest |')
  console.log('| - | - | - | - | - |')
  console.log(rows.join('\n'))
  console.log('\nThe plans that ship, on all of them:\n')
  console.log('| effort | plan | figures |\n| - | - | - |')
  for (const effort of EFFORTS) {
    const plan = planOf(shipped, effort)
    console.log(`| ${effort} | ${planText(plan)} | ${figures(records, plan)} |`)
  }
}

function planText({ draft, paths, sure, lead }: Plan): string {
  const alone = draft === null ? 'never alone' : `draft alone from ${draft.sure ?? 'no bar'}`
  const counted = paths === 1 ? '1 path' : `${paths} paths until ${sure ?? '-'}`
  return `${alone}; ${counted}${lead === null ? '' : `, lead ${lead}`}`
}

/** Right answers, and points, time and gamma over the target alone. */
function figures(records: readonly ProblemRecord[], plan: Plan): string {
  const worth: Worth = worthOf(records, plan)
  const once = (right: boolean) => ({ n: 1, c: Number(right) })
  const found = pairedDifference(
    records.map((record) => ({
      first: once(simulate(record, plan).right),
      second: once(record.baseline.right)
    }))
  )
  const { low, high } = found.interval()
  const points = (value: number) => `${value < 0 ? '' : '+'}${(100 * value).toFixed(1)}`
  const difference = `${points(found.difference)} [${points(low)}, ${points(high)}]`
  const { accuracy, time, gamma } = worth
  return `${(100 * accuracy).toFixed(1)} % (${difference}), time ${time.toFixed(2)}, gamma ${gamma.toFixed(2)}`
}
