import { Command } from 'commander'
import type { AttemptEvent } from '../../../../shared/events.ts'
import type { MethodName } from '../../../../shared/options.ts'
import { hasServer } from '../../../../shared/run-record.ts'
import { solveDocument } from '../../../../shared/solve-document.ts'
import type { AttemptView } from '../../../../shared/view.ts'
import { recordingServices, untilThenUnrecorded } from '../../../actions/recording.ts'
import {
  solve,
  type SolvedAttempt,
  type SolveRequest,
  typedProblem
} from '../../../actions/solve.ts'
import type { RunServices } from '../../../runs/services.ts'
import { attemptLines, createAttemptDisplay } from '../attempt-view.ts'
import { noticeDeaths } from '../death-notice.ts'
import { environmentOf } from '../environment.ts'
import { exitCodeOf } from '../exit-code.ts'
import { StoppedByPerson, withInterrupt } from '../interrupt.ts'
import { checkUnknownTarget, noticeMeasured } from '../measured-notice.ts'
import { ownCommand } from '../own-command.ts'
import { jsonText, printJson, printLines } from '../print.ts'
import { knownAnswerFlag, readProblem } from '../problem-text.ts'
import { addRecordOption, noticeUnrecorded } from '../record-option.ts'
import type { UserError } from '../../../user-error.ts'
import type { RunContext } from '../run-context.ts'
import { withShortHelp } from '../short-help.ts'
import { createStyle, showsColours } from '../style.ts'
import { verdictLine } from '../verdict-text.ts'
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
  answer?: string
  measureBaseline?: boolean
  record: boolean
  json?: boolean
  events?: boolean
  quiet?: boolean
}

/**
 * `tandem solve`: one problem, one method, live; with `--answer` also whether its answer is right.
 *
 * The verdict has no exit code of its own. A code says how the work ended, which is all that a script can act on before
 * it reads what was printed; "wrong" beside "no answer or failed" would take that from it, and a set that is to be held
 * to a bar has `bench --fail-under`. A script finds the verdict in `--json`.
 */
export function solveCommand(context: RunContext): Command {
  const command = new Command('solve')
    .description('solve one problem')
    .argument('[problem]', 'the problem, or "-" to read it from standard input')
    .option('-f, --file <file>', 'read the problem from a file')
    .option(
      '--answer <text>',
      'the known answer: says whether the one that is found is right',
      knownAnswerFlag
    )
    .addOption(methodOption())
  addRecordOption(addSolveOptions(command))
    .option('--measure-baseline', 'run the baseline on the problem first, instead of estimating it')
    .option('--json', 'print one JSON document, and nothing else, on standard output')
    .option('--events', 'print every event as a line of JSON while it happens')
    .option('--quiet', 'print only the answer')
  withShortHelp(command, ['--file', '--method', '--effort', '--pair', '--json'])
  return command.action(async (argument: string | undefined, flags: Flags) => {
    const problem = typedProblem(await readProblem(argument, flags.file), flags.answer)
    await checkUnknownTarget(flags, [flags.method], context)
    const { setup, notices } = await readNoticedSetup(flags, flags.method, context)
    noticeDeaths(context, setup)
    noticeMeasured(flags, setup, [flags.method], context)
    noticeModels(notices)
    const services = recordingServices(context, { ...flags, tell: noticeUnrecorded })
    const request = { ...setup, problem, measureBaseline: flags.measureBaseline ?? false }
    const { view } = await withInterrupt((signal) => report(services, request, flags, signal))
    process.exitCode = exitCodeOf(view)
  })
}

async function report(
  services: RunServices,
  request: SolveRequest,
  { json, events, quiet }: Flags,
  signal: AbortSignal
): Promise<SolvedAttempt> {
  const knownAnswer = request.problem.answer ?? null
  if (events) {
    const { attempt } = await solveWanted(services, request, signal, printEvent)
    noticeVerdict(attempt, knownAnswer)
    return attempt
  }
  if (json) {
    const { attempt } = await solveWanted(services, request, signal)
    const { view, verdict } = attempt
    const environment = environmentOf(await services.engine.describe(request.pair))
    printJson(solveDocument(view, { knownAnswer, verdict, ...environment }))
    return attempt
  }
  if (quiet) {
    const { attempt } = await solveWanted(services, request, signal)
    const { answer } = attempt.view
    if (answer !== null) process.stdout.write(`${answer}\n`)
    noticeVerdict(attempt, knownAnswer)
    return attempt
  }
  return showLive(services, request, signal)
}

/** Says it on standard error, where standard output is for events or the answer alone. */
function noticeVerdict({ verdict }: SolvedAttempt, knownAnswer: string | null): void {
  const { stderr } = process
  const line = verdictLine(verdict, knownAnswer, createStyle(showsColours(stderr)))
  if (line !== null) stderr.write(`${line}\n`)
}

/** Solves it, told only of the attempt that was asked for. */
async function solveWanted(
  services: RunServices,
  request: SolveRequest,
  signal: AbortSignal,
  told: (event: AttemptEvent, view: AttemptView) => void = () => undefined
): Promise<{ readonly run: string | null; readonly attempt: SolvedAttempt }> {
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
  return { run: isRecorded ? run : null, attempt }
}

function printEvent(event: AttemptEvent): void {
  if (event.type !== 'step-progress') process.stdout.write(`${jsonText(event)}\n`)
}

async function showLive(
  services: RunServices,
  request: SolveRequest,
  signal: AbortSignal
): Promise<SolvedAttempt> {
  const { stdout } = process
  const { seed } = request.options
  const display = createAttemptDisplay(stdout)
  const { run, attempt } = await solveWanted(services, request, signal, (_event, current) =>
    display.update(current)
  ).finally(() => display.close())
  printLines(attemptLines(attempt, request.problem.answer ?? null, stdout))
  const again = hasServer(request.pair) ? '' : `: the same again with --seed ${seed} --exact`
  stdout.write(`Seed ${seed}${again}\n`)
  if (run !== null && !services.database.memory)
    stdout.write(`Recorded: ${ownCommand()} show ${run}\n`)
  return attempt
}
