import { Command } from 'commander'
import { failureText } from '../../../../shared/failure.ts'
import { pairCalibrations, type PairCalibration } from '../../../../shared/pair-calibration.ts'
import { CALIBRATION_PROBLEMS, CALIBRATION_SET, calibrationOf } from '../../../actions/calibrate.ts'
import { wordsOf } from '../../../actions/suited-setup.ts'
import {
  calibratePair,
  LEAST_PROBLEMS,
  type CalibrationProgress,
  type CalibrationRequest
} from '../../../calibration/calibrate.ts'
import { paretoSvg } from '../../../calibration/pareto-svg.ts'
import { UserError } from '../../../user-error.ts'
import { KnownNameOption } from '../completion/known-name.ts'
import { calibrationLines } from '../calibration-text.ts'
import { checkLines } from '../check-text.ts'
import { duration } from '../figures.ts'
import { wholeNumberFlag } from '../flag-values.ts'
import { StoppedByPerson, STOPPED, withInterrupt } from '../interrupt.ts'
import { checkUnknownTarget } from '../measured-notice.ts'
import { chooseModels } from '../model-options.ts'
import { printJson, printLines } from '../print.ts'
import { progressLine } from '../progress-line.ts'
import { withFlags } from '../set-flags.ts'
import { withShortHelp } from '../short-help.ts'
import type { SolveContext } from '../solve-context.ts'
import { addSolveOptions, readSolveOptions, type SolveFlags } from '../solve-options.ts'
import { createStyle, showsColours } from '../style.ts'
import { writeOutput } from '../write-output.ts'

interface Flags extends SolveFlags {
  set: string
  problems: number
  svg?: string
  save?: boolean
  show?: boolean
  forget?: boolean
  json?: boolean
}

/** `tandem calibrate`: whether a pair pays on this machine, and the scorer, threshold and plans that suit it. */
export function calibrateCommand(context: SolveContext): Command {
  const command = new Command('calibrate')
    .description('measure whether a pair pays on this machine, and choose what suits it')
    .addOption(
      new KnownNameOption('--set <id>', 'problems with answers', 'sets').default(CALIBRATION_SET)
    )
    .option(
      '--problems <n>',
      'so many of them: one half chooses, the other certifies',
      wholeNumberFlag(LEAST_PROBLEMS, 100_000),
      CALIBRATION_PROBLEMS
    )
    .option('--svg <file>', 'draw right answers against cost')
    .option('--save', 'keep it for this pair: solve, bench and the window use it from then on')
    .option('--show', 'what was kept for this pair')
    .option('--forget', 'no longer use what was kept for this pair')
    .option('--json', 'print the result as JSON')
  withShortHelp(command, ['--set', '--problems', '--pair', '--save', '--show'])
  return addSolveOptions(command).action(async (flags: Flags) => {
    if (flags.forget === true) return forget(context, flags)
    const asked = await askedPair(context, flags)
    const calibration =
      flags.show === true ? findKept(context, asked) : await measure(context, flags)
    const style = createStyle(showsColours(process.stdout))
    if (flags.json === true) printJson(pairCalibrations.stamped(calibration))
    else {
      const check = context.targetChecks.known(asked.setup, asked.prompts)
      printLines([
        ...(check === null ? [] : ['', ...checkLines(check, style)]),
        ...calibrationLines(calibration, style)
      ])
    }
    if (flags.svg !== undefined) await writeOutput(flags.svg, [paretoSvg(calibration)])
    if (flags.save === true) {
      context.calibrations.keep(calibration)
      process.stderr.write(
        'Kept for this pair. To ignore it once: --no-calibration. To remove it: tandem calibrate --forget, with the same models.\n'
      )
    }
  })
}

async function measure(context: SolveContext, flags: Flags): Promise<PairCalibration> {
  await checkUnknownTarget(flags, ['ssr-adaptive'], context)
  // An earlier calibration has no say in the next one.
  const setup = await readSolveOptions({ ...flags, calibration: false }, 'ssr-adaptive', context)
  const request = await calibrationOf(context.problemSets, setup, flags).catch(withFlags)
  return withInterrupt((signal) => measureUntilStopped(context.engine, request, signal))
}

/** Stopped, it concludes from what it has; where that is too little, it says how much it was. */
async function measureUntilStopped(
  engine: SolveContext['engine'],
  request: CalibrationRequest,
  signal: AbortSignal
): Promise<PairCalibration> {
  const line = progressLine(process.stderr)
  const onProgress = (progress: CalibrationProgress) => {
    line.show(progressText(progress))
  }
  try {
    const calibration = await calibratePair(engine, request, { signal, onProgress })
    line.end()
    if (signal.aborted) {
      process.stderr.write('Stopped: this is what was measured until then.\n')
      process.exitCode = STOPPED
    }
    return calibration
  } catch (error) {
    line.end()
    if (!signal.aborted || !(error instanceof UserError)) throw error
    process.stderr.write(`${failureText(error)}\n`)
    throw new StoppedByPerson('Stopped.')
  }
}

function progressText({ stage, done, total, left }: CalibrationProgress): string {
  if (stage === 'loading') return 'Loading the models, and timing them'
  const time = left === null ? '' : `, ${duration(left)} left`
  const what = stage === 'scorers' ? 'drafts judged by every scorer' : 'problems'
  return `${done} of ${total} ${what}${time}; Ctrl-C goes on with these`
}

function findKept(
  { calibrations }: SolveContext,
  { setup, prompts }: Awaited<ReturnType<typeof askedPair>>
): PairCalibration {
  const kept = calibrations.find(setup, prompts)
  if (kept !== null) return kept
  throw new UserError(
    `Nothing was kept for this pair as it is asked now, with the prompts ${prompts.id}.`,
    'Measure it with: tandem calibrate --save'
  )
}

/** The pair that the flags mean, and the words that it is asked with. */
async function askedPair(context: SolveContext, flags: Flags) {
  const models = chooseModels(flags, 'ssr-adaptive', context)
  const { prompts } = await wordsOf(models, flags, context)
  return { setup: models.setup, prompts }
}

function forget(context: SolveContext, flags: Flags): void {
  const { setup } = chooseModels(flags, 'ssr-adaptive', context)
  const forgotten = context.calibrations.forget(setup) + context.targetChecks.forget(setup.target)
  process.stdout.write(
    forgotten === 0 ? 'Nothing was kept for this pair.\n' : 'Forgotten for this pair.\n'
  )
}
