import { Command } from 'commander'
import { measuredBaseline, type Baseline } from '../../../../core/baseline.ts'
import { emptyView, fold } from '../../../../shared/fold.ts'
import type { RunEvent } from '../../../../shared/events.ts'
import type { MethodName } from '../../../../shared/options.ts'
import { solveDocument } from '../../../../shared/solve-document.ts'
import type { RunView } from '../../../../shared/view.ts'
import type { Engine, SolveJob } from '../../../engine/engine.ts'
import { showAttempt } from '../attempt-view.ts'
import { noticeDeaths } from '../death-notice.ts'
import { withInterrupt } from '../interrupt.ts'
import { checkUnknownTarget, noticeMeasured } from '../measured-notice.ts'
import { readProblem } from '../problem-text.ts'
import { environmentOf } from '../environment.ts'
import { exitCodeOf } from '../exit-code.ts'
import type { SolveContext } from '../solve-context.ts'
import {
  addSolveOptions,
  methodOption,
  noticeModels,
  readSolveOptions,
  type SolveFlags
} from '../solve-options.ts'

interface Flags extends SolveFlags {
  method: MethodName
  file?: string
  measureBaseline?: boolean
  json?: boolean
  events?: boolean
  quiet?: boolean
}

/** `tandem solve`: one problem, one method, live. */
export function solveCommand(context: SolveContext): Command {
  const command = new Command('solve')
    .description('solve one problem')
    .argument('[problem]', 'the problem, or "-" to read it from standard input')
    .option('-f, --file <file>', 'read the problem from a file')
    .addOption(methodOption())
  addSolveOptions(command)
    .option('--measure-baseline', 'run the baseline on the problem first, instead of estimating it')
    .option('--json', 'print one JSON document, and nothing else, on standard output')
    .option('--events', 'print every event as a line of JSON while it happens')
    .option('--quiet', 'print only the answer')
  return command.action(async (argument: string | undefined, flags: Flags) => {
    const problem = await readProblem(argument, flags.file)
    const { engine } = context
    await checkUnknownTarget(flags, [flags.method], context)
    const setup = await readSolveOptions(flags, flags.method, context)
    noticeDeaths(context, setup)
    noticeMeasured(flags, setup, [flags.method], context)
    noticeModels(setup)
    const view = await withInterrupt(async (signal) => {
      const baseline = flags.measureBaseline
        ? await measureBaseline(engine, { problem, ...setup, baseline: null }, signal)
        : null
      const job = { problem, ...setup, baseline }
      return report(engine, job, flags, signal)
    })
    process.exitCode = exitCodeOf(view)
  })
}

/** Runs the baseline on the job's problem. Null where it did not come to its end. */
async function measureBaseline(
  engine: Engine,
  job: SolveJob,
  signal: AbortSignal
): Promise<Baseline | null> {
  const options = { ...job.options, method: 'baseline' as const }
  const view = await follow(engine.solve({ ...job, options, baseline: null }, signal))
  return view.outcome === 'answered' || view.outcome === 'no-answer'
    ? measuredBaseline(view.cost, view.wallMs ?? 0)
    : null
}

async function report(
  engine: Engine,
  job: SolveJob,
  { json, events, quiet }: Flags,
  signal: AbortSignal
): Promise<RunView> {
  const stream = engine.solve(job, signal)
  if (events) {
    return follow(stream, (event) => {
      if (event.type !== 'step-progress') process.stdout.write(`${JSON.stringify(event)}\n`)
    })
  }
  if (json) {
    const view = await follow(stream)
    const environment = environmentOf(await engine.describe(job.pair))
    process.stdout.write(`${JSON.stringify(solveDocument(view, environment), null, 2)}\n`)
    return view
  }
  if (quiet) {
    const view = await follow(stream)
    if (view.answer !== null) process.stdout.write(`${view.answer}\n`)
    return view
  }
  const view = await showAttempt(stream, process.stdout)
  process.stdout.write(
    `Seed ${job.options.seed}: the same again with --seed ${job.options.seed} --exact\n`
  )
  return view
}

async function follow(
  events: AsyncIterable<RunEvent>,
  watch: (event: RunEvent) => void = () => undefined
): Promise<RunView> {
  let view = emptyView()
  for await (const event of events) {
    watch(event)
    view = fold(view, event)
  }
  return view
}
