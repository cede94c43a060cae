import { Command } from 'commander'
import { UNMEASURED_PAIR } from '../../../../core/calibration/compare-predictions.ts'
import { advise, type Advice, type AdviceWish } from '../../../actions/advise.ts'
import { KnownNameOption } from '../completion/known-name.ts'
import { predictionLines } from '../calibration-text.ts'
import { dateText, percent } from '../figures.ts'
import { numberFlag, parametersFlag, wholeNumberFlag } from '../flag-values.ts'
import { printJson, printLines } from '../print.ts'
import type { SolveContext } from '../solve-context.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { textTable } from '../text-table.ts'
import { wrap } from '../wrap.ts'

interface Flags extends AdviceWish {
  readonly json?: boolean
}

const WIDTH = 80

/** `tandem advise`: what a pair would gain that is not here yet, from sizes or speeds. Nothing is loaded or fetched. */
export function adviseCommand(
  context: Pick<SolveContext, 'calibrations' | 'modelServices' | 'bundledPair'>
): Command {
  const share = numberFlag(0, 1)
  const tokens = wholeNumberFlag(1, 1_000_000)
  const { acceptance, tokenAcceptance, prompt, solution, step, readOverWrite } = UNMEASURED_PAIR
  return new Command('advise')
    .description('predict whether a pair would pay, from its sizes or speeds; nothing is loaded')
    .addOption(
      new KnownNameOption(
        '--pair <name>',
        'a saved pair, or one of the catalogue; once it was measured ("tandem calibrate --save") also how its prediction fared',
        'pairs'
      )
    )
    .option('--draft-params <n>', 'weights of the draft, such as 1.5B', parametersFlag)
    .option('--target-params <n>', 'weights of the target, such as 7B', parametersFlag)
    .option('--draft-ms <ms>', 'what the draft takes to write a token', numberFlag(1e-6, 1e6))
    .option('--target-ms <ms>', 'what the target takes to write a token', numberFlag(1e-6, 1e6))
    .option(
      '--read-over-write <ratio>',
      `reading a token over writing one (default: as measured here, or ${readOverWrite})`,
      numberFlag(1e-6, 10)
    )
    .option(
      '--acceptance <share>',
      `drafted steps that the target keeps (default: as measured of the pair, or ${acceptance})`,
      share
    )
    .option(
      '--token-acceptance <share>',
      `tokens that it keeps, for the method speculative (default: ${tokenAcceptance})`,
      share
    )
    .option('-n, --paths <n>', 'paths of the methods with several', wholeNumberFlag(1, 26), 3)
    .option(
      '--prompt <tokens>',
      `tokens of a problem (default: as measured of the pair, or ${prompt})`,
      tokens
    )
    .option(
      '--solution <tokens>',
      `tokens of a solution (default: as measured of the pair, or ${solution})`,
      tokens
    )
    .option(
      '--step <tokens>',
      `tokens of a step (default: as measured of the pair, or ${step})`,
      tokens
    )
    .option('--json', 'print the result as JSON')
    .action(async (flags: Flags) => {
      const advice = await advise(flags, context)
      if (flags.json === true) {
        const { together: _, ...assumed } = advice.guess
        const { predictions, paysFrom, measured } = advice
        printJson({
          assumed,
          basis: basisText(flags, advice),
          predictions,
          paysFrom,
          fared: measured?.predictions ?? null
        })
        return
      }
      const style = createStyle(showsColours(process.stdout))
      printLines([
        ...tableLines(advice, style),
        ...wrap(`Assumed: ${basisText(flags, advice)}.`, WIDTH),
        '',
        ...wrap(adviceText(advice), WIDTH),
        ...scoredLines(advice, style)
      ])
    })
}

function tableLines({ predictions }: Advice, style: Style): string[] {
  const rows = predictions.map(({ method, paths, time, gamma, gammaDecode }) => [
    paths > 1 ? `${method} n=${paths}` : method,
    time.toFixed(2),
    gamma.toFixed(2),
    gammaDecode.toFixed(2)
  ])
  return textTable(['over the target alone', 'time', 'gamma', 'gammaDecode'], rows, style)
}

/** What the prediction rests on. */
function basisText({ draftMs, targetMs }: Flags, { guess, measured, readingAs }: Advice): string {
  const { target, alpha, acceptance, rewritten, prompt, solution, step } = guess
  const reading = (target.read / target.write).toFixed(2)
  const said = draftMs !== undefined && targetMs !== undefined
  const speeds = said
    ? 'speeds as given'
    : measured === null
      ? 'a token takes as long as its model is large'
      : `speeds, lengths and acceptance as measured on ${dateText(measured.measuredAt)} where nothing else is said`
  const source =
    readingAs === null
      ? ''
      : `, as ${readingAs.names.target} does here (${dateText(readingAs.measuredAt)})`
  const count = (tokens: number) => String(Math.round(tokens))
  return [
    speeds,
    `reading one takes ${reading} of writing one${source}`,
    `the target keeps ${percent(acceptance)} of the drafted steps, and of a rejected one writes ${percent(rewritten)} anew`,
    `${count(prompt)} tokens of problem, ${count(solution)} of solution, ${count(step)} a step`,
    `the draft has ${percent(alpha)} of the target's size`
  ].join('; ')
}

function adviceText({ predictions, paysFrom }: Advice): string {
  const of = (name: string) => predictions.find(({ method }) => method === name)!
  const [adaptive, speculative, ssr] = [of('ssr-adaptive'), of('speculative'), of('ssr')]
  const parallel = of('parallel')
  const parts = [
    adaptive.time < 1
      ? `ssr-adaptive would take ${percent(adaptive.time)} of the target's time`
      : `ssr-adaptive would take longer than the target alone (${adaptive.time.toFixed(2)} of its time)`,
    paysText(paysFrom),
    speculative.time < 1
      ? `speculative, whose text is the target's own, ${percent(speculative.time)}`
      : 'speculative would gain nothing',
    `ssr with ${ssr.paths} paths ${percent(ssr.time / parallel.time)} of what the target takes for as many`
  ]
  return `${parts.join('; ')}. How right the answers are is not predicted, nor how many further paths ssr-adaptive opens: measure that with "tandem calibrate --save".`
}

function paysText(paysFrom: Advice['paysFrom']): string {
  if (paysFrom === null) return 'however many steps the target kept, it would save none'
  if (paysFrom === 0) return 'it would save time even if the target rejected every step'
  return `it would save time where the target keeps ${percent(paysFrom)} of the steps or more`
}

/** How such predictions have fared: of this pair, where it was measured, else of the last one that was. */
function scoredLines({ scored }: Advice, style: Style): string[] {
  if (scored === null) return []
  const { names, measuredAt, predictions } = scored
  return [
    '',
    style.bold(
      `How it fared with ${names.target} and ${names.draft}, measured on ${dateText(measuredAt)}`
    ),
    ...predictionLines(predictions, style)
  ]
}
