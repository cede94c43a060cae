import { Command } from 'commander'
import type { TargetCheck } from '../../../../shared/target-check.ts'
import { wordsOf } from '../../../actions/suited-setup.ts'
import type { CheckRequest, TargetChecks } from '../../../calibration/target-checks.ts'
import { checkLines } from '../check-text.ts'
import { StoppedByPerson, withInterrupt } from '../interrupt.ts'
import { addModelOptions, chooseModels, type ModelFlags } from '../model-options.ts'
import { progressLine } from '../progress-line.ts'
import type { SolveContext } from '../solve-context.ts'
import { promptsOption, strategiesOption } from '../solve-options.ts'
import { createStyle, showsColours } from '../style.ts'
import type { Json, ModelsDoor } from './models-door.ts'

interface Flags extends ModelFlags, Json {
  readonly prompts?: string
  readonly strategies?: string
  readonly again?: boolean
}

/** `tandem models check`: whether a target can tell right steps from wrong ones. */
export function checkCommand(
  context: Pick<SolveContext, 'definitions' | 'modelServices' | 'bundledPair' | 'targetChecks'>,
  { show }: Pick<ModelsDoor, 'show'>
): Command {
  const command = new Command('check').description(
    'whether a target can tell right steps from wrong ones: thirty known pairs, every scorer'
  )
  return addModelOptions(command)
    .addOption(promptsOption())
    .addOption(strategiesOption())
    .option('--again', 'measure it anew')
    .option('--json', 'print JSON')
    .action(async (flags: Flags) => {
      const { definitions, targetChecks } = context
      // A draft has no part in it.
      const models = chooseModels(flags, 'baseline', context)
      const { prompts } = await wordsOf(models, flags, context)
      const pool = await definitions.strategyPool(flags.strategies ?? models.strategies)
      const known = flags.again === true ? null : targetChecks.known(models.setup, prompts)
      const request = { pair: models.setup, prompts, pool }
      const check = known ?? (await measureCheck(targetChecks, request))
      const style = createStyle(showsColours(process.stdout))
      await show(check, flags, checkLines(check, style))
    })
}

/**
 * Measures a target with its progress on standard error.
 *
 * @throws StoppedByPerson where Ctrl-C ended it without a result
 */
export async function measureCheck(
  checks: Pick<TargetChecks, 'measure'>,
  request: CheckRequest,
  enoughAfter = Infinity
): Promise<TargetCheck> {
  const line = progressLine(process.stderr)
  const check = await withInterrupt((signal) =>
    checks.measure(request, {
      signal,
      enoughAfter,
      onProgress: (done, total) => {
        line.show(`${done} of ${total} known pairs of a right and a wrong step judged`)
      }
    })
  ).finally(() => {
    line.end()
  })
  if (check === null) throw new StoppedByPerson('Stopped.')
  return check
}
