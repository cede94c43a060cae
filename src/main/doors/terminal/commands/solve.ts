import { Command } from 'commander'
import type { AttemptEvent } from '../../../../shared/events.ts'
import type { MethodName } from '../../../../shared/options.ts'
import { hasServer } from '../../../../shared/run-record.ts'
import { solveDocument } from '../../../../shared/solve-document.ts'
import type { AttemptView } from '../../../../shared/view.ts'
import { recordingServices, untilThenUnrecorded } from '../../../actions/recording.ts'
import { solve, type SolveRequest, typedProblem } from '../../../actions/solve.ts'
import type { RunServices } from '../../../runs/services.ts'
import { createAttemptDisplay, printAttempt } from '../attempt-view.ts'
import { noticeDeaths } from '../death-notice.ts'
import { environmentOf } from '../environment.ts'
import { exitCodeOf } from '../exit-code.ts'
import { StoppedByPerson, withInterrupt } from '../interrupt.ts'
import { checkUnknownTarget, noticeMeasured } from '../measured-notice.ts'
import { ownCommand } from '../own-command.ts'
import { jsonText, printJson } from '../print.ts'
import { readProblem } from '../problem-text.ts'
import { addRecordOption, noticeUnrecorded } from '../record-option.ts'
import type { UserError } from '../../../user-error.ts'
import type { RunContext } from '../run-context.ts'
import { withShortHelp } from '../short-help.ts'
import {
  addSolveOptions,
  methodOption,
  noticeModels,
  readNoticedSetup,
  type SolveFlags
} from '../solve-options.ts'

interface Flags extends SolveFlags {
  method: MethodName
  file?: string
  measureBaseline?: boolean
  record: boolean
  json?: boolean
  events?: boolean
  quiet?: boolean
}

/** `tandem solve`: one problem, one method, live. */
export function solveCommand(context: RunContext): Command {
  const command = new Command('solve')
    .description('solve one problem')
    .argument('[problem]', 'the problem, or "-" to read it from standard input')
    .option('-f, --file <file>', 'read the problem from a file')
    .addOption(methodOption())
  addRecordOption(addSolveOptions(command))
    .option('--measure-baseline', 'run the baseline on the problem first, instead of estimating it')
    .option('--json', 'print one JSON document, and nothing else, on standard output')
    .option('--events', 'print every event as a line of JSON while it happens')
    .option('--quiet', 'print only the answer')
  withShortHelp(command, ['--file', '--method', '--effort', '--pair', '--json'])
  return command.action(async (argument: string | undefined, flags: Flags) => {
    const problem = typedProblem(await readProblem(argument, flags.file))
    await checkUnknownTarget(flags, [flags.method], context)
    const { setup, notices } = await readNoticedSetup(flags, flags.method, context)
    noticeDeaths(context, setup)
    noticeMeasured(flags, setup, [flags.method], context)
    noticeModels(notices)
    const services = recordingServices(context, { ...flags, tell: noticeUnrecorded })
    const request = { ...setup, problem, measureBaseline: flags.measureBaseline ?? false }
    const view = await withInterrupt((signal) => report(services, request, flags, signal))
    process.exitCode = exitCodeOf(view)
  })
}

async function report(
  services: RunServices,
  request: SolveRequest,
  { json, events, quiet }: Flags,
  signal: AbortSignal
): Promise<AttemptView> {
  if (events) return (await solveWanted(services, request, signal, printEvent)).view
  if (json) {
    const { view } = await solveWanted(services, request, signal)
    printJson(solveDocument(view, environmentOf(await services.engine.describe(request.pair))))
    return view
  }
  if (quiet) {
    const { view } = await solveWanted(services, request, signal)
    if (view.answer !== null) process.stdout.write(`${view.answer}\n`)
    return view
  }
  return showLive(services, request, signal)
}

/** Solves it, told only of the attempt that was asked for. */
async function solveWanted(
  services: RunServices,
  request: SolveRequest,
  signal: AbortSignal,
  told: (event: AttemptEvent, view: AttemptView) => void = () => undefined
): Promise<{ readonly run: string | null; readonly view: AttemptView }> {
  const refusals: UserError[] = []
  const { run, isRecorded, attempt } = await solve(services, request, {
    signal,
    watch: {
      event: (method, event, view) => {
        if (method === request.options.method) told(event, view)
      },
      unrecorded: (refusal) => refusals.push(refusal),
      recorded: () => refusals.splice(0)
    }
  }).finally(() => {
    // A line in the midst of the moving display would be painted over.
    for (const refusal of refusals) noticeUnrecorded(untilThenUnrecorded(refusal))
  })
  if (attempt === null) throw new StoppedByPerson('Stopped.')
  return { run: isRecorded ? run : null, view: attempt.view }
}

function printEvent(event: AttemptEvent): void {
  if (event.type !== 'step-progress') process.stdout.write(`${jsonText(event)}\n`)
}

async function showLive(
  services: RunServices,
  request: SolveRequest,
  signal: AbortSignal
): Promise<AttemptView> {
  const { stdout } = process
  const { seed } = request.options
  const display = createAttemptDisplay(stdout)
  const { run, view } = await solveWanted(services, request, signal, (_event, current) =>
    display.update(current)
  ).finally(() => display.close())
  printAttempt(view, stdout)
  const again = hasServer(request.pair) ? '' : `: the same again with --seed ${seed} --exact`
  stdout.write(`Seed ${seed}${again}\n`)
  if (run !== null && !services.database.memory)
    stdout.write(`Recorded: ${ownCommand()} show ${run}\n`)
  return view
}
