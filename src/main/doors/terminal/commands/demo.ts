import { Command } from 'commander'
import { largestDemand } from '../../../../core/memory/context-demand.ts'
import { createRandom, deriveSeed, drawSome } from '../../../../core/random.ts'
import type { MethodName } from '../../../../shared/options.ts'
import type { Problem } from '../../../../shared/problem-set.ts'
import type { AttemptSetup } from '../../../actions/attempt-setup.ts'
import { recordingServices, untilThenUnrecorded } from '../../../actions/recording.ts'
import { solve } from '../../../actions/solve.ts'
import type { RunServices } from '../../../runs/services.ts'
import { attemptLines, createAttemptDisplay } from '../attempt-view.ts'
import { demoTable, type DemoRow } from '../demo-table.ts'
import { StoppedByPerson, STOPPED, withInterrupt } from '../interrupt.ts'
import { ownCommand } from '../own-command.ts'
import { addRecordOption, noticeUnrecorded } from '../record-option.ts'
import { printLines } from '../print.ts'
import type { RunContext } from '../run-context.ts'
import { withShortHelp } from '../short-help.ts'
import type { SolveContext } from '../solve-context.ts'
import {
  addSolveOptions,
  noticeModels,
  readNoticedSetup,
  type SolveFlags
} from '../solve-options.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { wrap } from '../wrap.ts'

const DEMO_SET = 'school'
const PROBLEMS = 3
const METHOD = 'ssr-adaptive'
const METHODS: readonly MethodName[] = ['baseline', METHOD]
/** What the runs of a demo are found by. */
const TAG = 'demo'

/** `tandem demo`: a few problems of the bundled set, solved live by the baseline and by `ssr-adaptive`. */
export function demoCommand(context: RunContext): Command {
  const command = new Command('demo').description(
    `solve ${PROBLEMS} sample problems live, by the target alone and by both models together`
  )
  addRecordOption(addSolveOptions(command))
  withShortHelp(command, ['--pair', '--target', '--draft', '--effort', '--no-record'])
  return command.action(async (flags: SolveFlags & { record: boolean }) => {
    const { setup, notices } = await readNoticedSetup(flags, METHOD, context)
    noticeModels(notices)
    const problems = await drawProblems(context, setup.options.seed)
    const services = recordingServices(context, { ...flags, tell: noticeUnrecorded })
    const out = process.stdout
    const style = createStyle(showsColours(out))
    const { draft, target, device } = await services.engine.describe(
      setup.pair,
      largestDemand(METHODS, setup.options, setup.pair.context)
    )
    out.write(
      `${style.bold('Tandem')}: a small model drafts, a large one checks. ` +
        `${draft.name} with ${target.name} on ${device}, seed ${setup.options.seed}.\n`
    )
    const rows = await withInterrupt((signal) => solveAll(services, setup, problems, style, signal))
    if (rows.length === 0) throw new StoppedByPerson('Stopped.')
    out.write(
      `\n${demoTable(rows, style).join('\n')}\n\n` +
        'gamma counts every token of both models, scoring, rejected drafts and all paths included; gammaDecode only\n' +
        'decoded tokens, as published. 1.00× is the target alone on the same problems, measured just now.\n' +
        `${PROBLEMS} problems show how it works, not how well: ${ownCommand()} bench ${DEMO_SET} --methods ${METHODS.join(',')}\n`
    )
    if (!services.database.memory) out.write(`Recorded: ${ownCommand()} runs --tag ${TAG}\n`)
    if (rows.length < problems.length * METHODS.length) {
      process.stderr.write('Stopped.\n')
      process.exitCode = STOPPED
    }
  })
}

async function drawProblems({ problemSets }: SolveContext, seed: number): Promise<Problem[]> {
  const set = await problemSets.get(DEMO_SET)
  if (!set) throw new Error(`The bundled set ${DEMO_SET} is missing`)
  return drawSome(set.problems, PROBLEMS, createRandom(deriveSeed(seed, 'demo')))
}

async function solveAll(
  services: RunServices,
  setup: AttemptSetup,
  problems: readonly Problem[],
  style: Style,
  signal: AbortSignal
): Promise<DemoRow[]> {
  const rows: DemoRow[] = []
  for (const [index, problem] of problems.entries()) {
    process.stdout.write(
      `\n${style.bold(`Problem ${index + 1}`)}\n${wrap(problem.text, 99).join('\n')}\n`
    )
    const attempts = await solveLive(services, setup, problem, style, signal)
    rows.push(...attempts)
    if (attempts.length < METHODS.length) break
  }
  return rows
}

/** The attempts that came to their end; those that were stopped are shown as far as they got. */
async function solveLive(
  services: RunServices,
  setup: AttemptSetup,
  problem: Problem,
  style: Style,
  signal: AbortSignal
): Promise<DemoRow[]> {
  const { stdout } = process
  const display = createAttemptDisplay(stdout)
  const rows: DemoRow[] = []
  const request = { ...setup, problem, measureBaseline: true, tags: [TAG] }
  await solve(services, request, {
    signal,
    watch: {
      begun: (method) => stdout.write(`\n${style.bold(method)}\n`),
      event: (_method, _event, view) => display.update(view),
      ended(attempt) {
        display.close()
        printLines(attemptLines(attempt, problem.answer ?? null, stdout))
        const { method, view, verdict } = attempt
        if (view.outcome !== 'stopped') rows.push({ method, view, right: verdict === 'right' })
      },
      unrecorded: (refusal) => {
        noticeUnrecorded(untilThenUnrecorded(refusal))
      },
      recorded: () => noticeUnrecorded('There was room again: it is recorded.')
    }
  }).finally(() => display.close())
  return rows
}
