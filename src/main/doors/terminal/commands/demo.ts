import { Command } from 'commander'
import { equivalent } from '../../../../core/answers/equivalent.ts'
import { largestDemand } from '../../../../core/memory/context-demand.ts'
import { measuredBaseline, type Baseline } from '../../../../core/baseline.ts'
import { createRandom, deriveSeed, drawSome } from '../../../../core/random.ts'
import type { MethodName } from '../../../../shared/options.ts'
import type { Problem } from '../../../../shared/problem-set.ts'
import { showAttempt } from '../attempt-view.ts'
import { demoTable, type DemoRow } from '../demo-table.ts'
import { withInterrupt } from '../interrupt.ts'
import type { SolveContext } from '../solve-context.ts'
import {
  addSolveOptions,
  readSolveOptions,
  type SolveFlags,
  type SolveSetup
} from '../solve-options.ts'
import { ownCommand } from '../own-command.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { wrap } from '../wrap.ts'

const DEMO_SET = 'school'
const PROBLEMS = 3
const METHODS: readonly MethodName[] = ['baseline', 'ssr-adaptive']

/** `tandem demo`: a few problems of the bundled set, solved live by the baseline and by `ssr-adaptive`. */
export function demoCommand(context: SolveContext): Command {
  const command = new Command('demo').description(
    `solve ${PROBLEMS} sample problems live, by the target alone and by both models together`
  )
  return addSolveOptions(command).action(async (flags: SolveFlags) => {
    const setup = await readSolveOptions(flags, 'ssr-adaptive', context)
    const problems = await drawProblems(context, setup.options.seed)
    const out = process.stdout
    const style = createStyle(showsColours(out))
    const { draft, target, device } = await context.engine.describe(
      setup.pair,
      largestDemand(METHODS, setup.options, setup.pair.context)
    )
    out.write(
      `${style.bold('Tandem')}: a small model drafts, a large one checks. ` +
        `${draft.name} with ${target.name} on ${device}, seed ${setup.options.seed}.\n`
    )
    const rows = await withInterrupt((signal) => solveAll(context, setup, problems, style, signal))
    out.write(
      `\n${demoTable(rows, style).join('\n')}\n\n` +
        'gamma counts every token of both models, scoring, rejected drafts and all paths included; gammaDecode only\n' +
        'decoded tokens, as published. 100 % is the target alone on the same problems, measured just now.\n' +
        `${PROBLEMS} problems show how it works, not how well: ${ownCommand()} bench ${DEMO_SET} --methods baseline,ssr-adaptive\n`
    )
    if (rows.length < problems.length * METHODS.length) process.exitCode = 130
  })
}

async function drawProblems({ problemSets }: SolveContext, seed: number): Promise<Problem[]> {
  const set = await problemSets.get(DEMO_SET)
  if (!set) throw new Error(`The bundled set ${DEMO_SET} is missing`)
  return drawSome(set.problems, PROBLEMS, createRandom(deriveSeed(seed, 'demo')))
}

async function solveAll(
  { engine }: SolveContext,
  setup: SolveSetup,
  problems: readonly Problem[],
  style: Style,
  signal: AbortSignal
): Promise<DemoRow[]> {
  const rows: DemoRow[] = []
  for (const [index, problem] of problems.entries()) {
    process.stdout.write(
      `\n${style.bold(`Problem ${index + 1}`)}\n${wrap(problem.text, 99).join('\n')}\n`
    )
    let baseline: Baseline | null = null
    for (const method of METHODS) {
      process.stdout.write(`\n${style.bold(method)}\n`)
      const options = { ...setup.options, method }
      const job = { ...setup, problem: problem.text, options, baseline }
      const view = await showAttempt(engine.solve(job, signal), process.stdout)
      if (view.outcome === 'stopped') return rows
      if (method === 'baseline') baseline = measuredBaseline(view.cost, view.wallMs ?? 0)
      const right = isRight(view.answer, problem)
      process.stdout.write(
        right
          ? `${style.good('Right')}\n`
          : `${style.bad('Wrong')}: the answer is ${problem.answer ?? 'not known'}\n`
      )
      rows.push({ method, view, right })
    }
  }
  return rows
}

function isRight(answer: string | null, problem: Problem): boolean {
  return (
    answer !== null &&
    problem.answer !== undefined &&
    equivalent(answer, problem.answer).verdict === 'equal'
  )
}
