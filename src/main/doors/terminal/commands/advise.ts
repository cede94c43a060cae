import { Command } from 'commander'
import {
  guessFromSizes,
  speedsOf,
  UNMEASURED_PAIR
} from '../../../../core/calibration/compare-predictions.ts'
import { predict, type PairGuess, type Prediction } from '../../../../core/calibration/predict.ts'
import { UserError } from '../../../user-error.ts'
import { predictionLines } from '../calibration-text.ts'
import { dateText, percent } from '../figures.ts'
import { numberFlag, parametersFlag, wholeNumberFlag } from '../flag-values.ts'
import { printJson, printLines } from '../print.ts'
import type { SolveContext } from '../solve-context.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { textTable } from '../text-table.ts'
import { wrap } from '../wrap.ts'

interface Flags {
  readonly draftParams?: number
  readonly targetParams?: number
  readonly draftMs?: number
  readonly targetMs?: number
  readonly readOverWrite?: number
  readonly acceptance: number
  readonly tokenAcceptance: number
  readonly paths: number
  readonly prompt: number
  readonly solution: number
  readonly step: number
  readonly json?: boolean
}

const WIDTH = 80

/** `tandem advise`: what a pair would gain that is not here yet, from sizes or speeds. Nothing is loaded or fetched. */
export function adviseCommand(context: Pick<SolveContext, 'calibrations'>): Command {
  const share = numberFlag(0, 1)
  const tokens = wholeNumberFlag(1, 1_000_000)
  return new Command('advise')
    .description('predict whether a pair would pay, from its sizes or speeds; nothing is loaded')
    .option('--draft-params <n>', 'weights of the draft, such as 1.5B', parametersFlag)
    .option('--target-params <n>', 'weights of the target, such as 7B', parametersFlag)
    .option('--draft-ms <ms>', 'what the draft takes to write a token', numberFlag(1e-6, 1e6))
    .option('--target-ms <ms>', 'what the target takes to write a token', numberFlag(1e-6, 1e6))
    .option(
      '--read-over-write <ratio>',
      `reading a token over writing one (default: as measured here, or ${UNMEASURED_PAIR.readOverWrite})`,
      numberFlag(1e-6, 10)
    )
    .option(
      '--acceptance <share>',
      'drafted steps that the target keeps',
      share,
      UNMEASURED_PAIR.acceptance
    )
    .option(
      '--token-acceptance <share>',
      'tokens that it keeps, for the method speculative',
      share,
      UNMEASURED_PAIR.tokenAcceptance
    )
    .option('-n, --paths <n>', 'paths of the methods with several', wholeNumberFlag(1, 26), 3)
    .option('--prompt <tokens>', 'tokens of a problem', tokens, UNMEASURED_PAIR.prompt)
    .option('--solution <tokens>', 'tokens of a solution', tokens, UNMEASURED_PAIR.solution)
    .option('--step <tokens>', 'tokens of a step', tokens, UNMEASURED_PAIR.step)
    .option('--json', 'print the result as JSON')
    .action((flags: Flags) => {
      const { guess, basis } = guessOf(flags, context)
      const predictions = predict(guess, flags.paths)
      if (flags.json === true) {
        const { together: _, ...assumed } = guess
        printJson({ assumed, basis, predictions })
        return
      }
      const style = createStyle(showsColours(process.stdout))
      printLines(adviceLines(predictions, guess, basis, style))
      printLines(scoredLines(context, style))
    })
}

/** The guess, and in words what it rests on. */
function guessOf(
  flags: Flags,
  { calibrations }: Pick<SolveContext, 'calibrations'>
): { guess: PairGuess; basis: string } {
  const { draftParams, targetParams, draftMs, targetMs } = flags
  const bySize = draftParams !== undefined && targetParams !== undefined
  const bySpeed = draftMs !== undefined && targetMs !== undefined
  if (!bySize && !bySpeed) {
    throw new UserError(
      'Nothing is known of the pair.',
      'Give --draft-params and --target-params, or --draft-ms and --target-ms, or all four.'
    )
  }
  const alpha = bySize ? draftParams / targetParams : draftMs! / targetMs!
  if (alpha > 1) {
    throw new UserError(
      'The draft is the larger model.',
      'Exchange the two: a draft that takes longer than its target saves nothing.'
    )
  }
  const [measured] = calibrations.list()
  const here = measured && speedsOf(measured.speed).target
  const read =
    flags.readOverWrite ?? (here ? here.read / here.write : UNMEASURED_PAIR.readOverWrite)
  const write = targetMs ?? 1
  const { acceptance, tokenAcceptance, prompt, solution, step } = flags
  return {
    guess: {
      ...guessFromSizes(alpha, write),
      target: { write, read: read * write },
      draft: { write: draftMs ?? alpha * write, read: read * (draftMs ?? alpha * write) },
      acceptance,
      tokenAcceptance,
      prompt,
      solution,
      step
    },
    basis: [
      bySpeed ? 'Speeds as given' : 'A token takes as long as its model is large',
      flags.readOverWrite === undefined && measured
        ? `reading one takes ${read.toFixed(2)} of writing one, as ${measured.names.target} does here (${dateText(measured.measuredAt)})`
        : `reading one takes ${read.toFixed(2)} of writing one`,
      `the target keeps ${percent(acceptance)} of the drafted steps, and of a rejected one writes ${percent(UNMEASURED_PAIR.rewritten)} anew`,
      `${prompt} tokens of problem, ${solution} of solution, ${step} a step`
    ].join('; ')
  }
}

function adviceLines(
  predictions: readonly Prediction[],
  { alpha }: PairGuess,
  basis: string,
  style: Style
): string[] {
  const rows = predictions.map(({ method, paths, time, gamma, gammaDecode }) => [
    paths > 1 ? `${method} n=${paths}` : method,
    time.toFixed(2),
    gamma.toFixed(2),
    gammaDecode.toFixed(2)
  ])
  return [
    ...textTable(['over the target alone', 'time', 'gamma', 'gammaDecode'], rows, style),
    ...wrap(
      `Assumed: ${basis}. The draft has ${percent(alpha)} of the target's size. How right the answers are is not predicted, nor how many further paths ssr-adaptive opens.`,
      WIDTH
    ),
    '',
    ...wrap(adviceText(predictions), WIDTH)
  ]
}

function adviceText(predictions: readonly Prediction[]): string {
  const of = (name: string) => predictions.find(({ method }) => method === name)!
  const [adaptive, speculative, ssr] = [of('ssr-adaptive'), of('speculative'), of('ssr')]
  const parallel = of('parallel')
  const parts = [
    adaptive.time < 1
      ? `ssr-adaptive would take ${percent(adaptive.time)} of the target's time`
      : `ssr-adaptive would take longer than the target alone (${adaptive.time.toFixed(2)} of its time)`,
    speculative.time < 1
      ? `speculative, whose text is the target's own, ${percent(speculative.time)}`
      : 'speculative would gain nothing',
    `ssr with ${ssr.paths} paths ${percent(ssr.time / parallel.time)} of what the target takes for as many`
  ]
  return `${parts.join('; ')}. Measure it with "tandem calibrate" once the models are here.`
}

/** How such predictions have fared: beside what was measured, where something was. */
function scoredLines({ calibrations }: Pick<SolveContext, 'calibrations'>, style: Style): string[] {
  return calibrations
    .list()
    .slice(0, 1)
    .flatMap(({ names, measuredAt, predictions }) => [
      '',
      style.bold(
        `How it fared with ${names.target} and ${names.draft}, measured on ${dateText(measuredAt)}`
      ),
      ...predictionLines(predictions, style)
    ])
}
