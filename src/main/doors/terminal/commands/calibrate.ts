import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { certify } from '../../../../core/calibration/certify.ts'
import {
  candidates,
  choosePlans,
  plansOf,
  separations,
  worthOf,
  type Worth
} from '../../../../core/calibration/choose.ts'
import type { ProblemRecord } from '../../../../core/calibration/record.ts'
import { simulate } from '../../../../core/calibration/simulate.ts'
import { createRandom, deriveSeed, drawSome } from '../../../../core/random.ts'
import { EFFORTS } from '../../../../shared/plan.ts'
import type { Problem } from '../../../../shared/problem-set.ts'
import { calibrationDemand, measurePair } from '../../../calibration/measure.ts'
import { paretoSvg } from '../../../calibration/pareto-svg.ts'
import { UserError } from '../../../user-error.ts'
import { calibrationLines, type Outcome } from '../calibration-text.ts'
import { duration } from '../figures.ts'
import { wholeNumber } from '../flag-values.ts'
import { withInterrupt } from '../interrupt.ts'
import { writeControl } from '../safe-output.ts'
import type { SolveContext } from '../solve-context.ts'
import { addSolveOptions, readSolveOptions, type SolveFlags } from '../solve-options.ts'
import { createStyle, showsColours } from '../style.ts'
import { canRedraw } from '../terminal-size.ts'

interface Flags extends SolveFlags {
  set: string
  problems: number
  svg?: string
  save?: boolean
  json?: boolean
}

/** Fewer leave nothing to choose by. */
const LEAST_PROBLEMS = 10

/** `tandem calibrate`: whether a pair pays on this machine, and the plans of `ssr-adaptive` for it. */
export function calibrateCommand(context: SolveContext): Command {
  const command = new Command('calibrate')
    .description('measure whether a pair pays on this machine, and choose the bars of ssr-adaptive')
    .option('--set <id>', 'problems with answers', 'school')
    .option(
      '--problems <n>',
      'so many of them: one half chooses, the other certifies',
      wholeNumber(LEAST_PROBLEMS, 100_000),
      60
    )
    .option('--svg <file>', 'draw right answers against cost')
    .option('--save', 'keep the plans, as prompts of your own')
    .option('--json', 'print the result as JSON')
  return addSolveOptions(command).action(async (flags: Flags) => {
    const setup = await readSolveOptions(flags, 'ssr-adaptive', context)
    const problems = await drawProblems(context, flags, setup.options.seed)
    await context.engine.describe(setup.pair, calibrationDemand(setup.options, setup.pair.context))
    const records = await withInterrupt((signal) =>
      measureAll(measurePair(context.engine, setup, problems, signal), problems.length)
    )
    if (records.length < LEAST_PROBLEMS) {
      throw new UserError(
        `Only ${records.length} problems were measured.`,
        `Let it run until there are ${LEAST_PROBLEMS}.`
      )
    }
    const outcome = evaluate(records)
    const plans = plansOf(outcome.chosen)
    if (flags.json === true) {
      const { unseen } = outcome
      process.stdout.write(
        `${JSON.stringify({ problems: records.length, plans, unseen }, null, 2)}\n`
      )
    } else {
      const lines = calibrationLines(outcome, createStyle(showsColours(process.stdout)))
      process.stdout.write(`${lines.join('\n')}\n`)
    }
    if (flags.svg !== undefined) {
      const baseline = outcome.chosenOn.filter(({ baseline }) => baseline.right).length
      const share = baseline / outcome.chosenOn.length
      writeFileSync(flags.svg, paretoSvg(outcome.worths, outcome.chosen, share))
    }
    if (flags.save === true) {
      const id = `${setup.prompts.id.replace(/-calibrated$/, '')}-calibrated`
      const name = `${setup.prompts.name.replace(/, calibrated$/, '')}, calibrated`
      await context.definitions.prompts.save({ ...setup.prompts, id, name, plans })
      process.stderr.write(`Kept. Solve with these plans: --prompts ${id}\n`)
    }
  })
}

async function drawProblems(
  { problemSets }: SolveContext,
  flags: Flags,
  seed: number
): Promise<Problem[]> {
  const set = await problemSets.get(flags.set)
  if (!set) throw new UserError(`There is no problem set ${flags.set}.`, 'See "tandem sets list".')
  const left = set.problems.filter(({ answer }) => answer !== undefined)
  if (left.length < LEAST_PROBLEMS) {
    throw new UserError(
      `${flags.set} has ${left.length} problems with answers, and calibrating takes ${LEAST_PROBLEMS}.`,
      'Choose another set.'
    )
  }
  return drawSome(left, flags.problems, createRandom(deriveSeed(seed, 'calibrate')))
}

async function measureAll(
  records: AsyncIterable<ProblemRecord>,
  total: number
): Promise<ProblemRecord[]> {
  const redraws = canRedraw(process.stderr)
  const start = performance.now()
  const done: ProblemRecord[] = []
  for await (const record of records) {
    done.push(record)
    const left = ((performance.now() - start) / done.length) * (total - done.length)
    const progress = `${done.length} of ${total} problems, ${duration(left)} left; Ctrl-C goes on with these`
    if (redraws) writeControl(process.stderr, '\r\u001b[K')
    process.stderr.write(redraws ? progress : `${progress}\n`)
  }
  if (redraws) process.stderr.write('\n')
  return done
}

/** Chooses on every other problem, and looks at the rest only afterwards. */
function evaluate(records: readonly ProblemRecord[]): Outcome {
  const chosenOn = records.filter((_, index) => index % 2 === 0)
  const certifiedOn = records.filter((_, index) => index % 2 === 1)
  const [min, mean] = separations(chosenOn)
  const evidence = (mean?.checked ?? 0) > (min?.checked ?? 0) ? 'mean' : 'min'
  const paths = 1 + Math.min(...chosenOn.map(({ selected }) => selected.length))
  const worths = candidates(evidence, paths).map((plan) => worthOf(chosenOn, plan))
  const chosen = choosePlans(chosenOn, worths)
  const look = ({ plan }: Worth) => ({
    worth: worthOf(certifiedOn, plan),
    certificate: certify(
      certifiedOn.map((problem) => ({
        plan: simulate(problem, plan).right,
        baseline: problem.baseline.right
      }))
    )
  })
  const unseen = Object.fromEntries(EFFORTS.map((effort) => [effort, look(chosen[effort])]))
  return { chosenOn, certifiedOn, worths, chosen, unseen: unseen as Outcome['unseen'] }
}
