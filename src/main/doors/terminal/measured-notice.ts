import { answersDigits, warningOf } from '../../../core/calibration/target-check.ts'
import { METHODS } from '../../../core/methods.ts'
import type { MethodName } from '../../../shared/options.ts'
import { isOfSmallWorld } from '../../../shared/prompt-profile.ts'
import { SCORERS, type Scorer } from '../../../shared/scorers/scorers.ts'
import { measuredDefaults, type MeasuredDefaults } from '../../calibration/measured-defaults.ts'
import type { AttemptSetup } from '../../actions/attempt-setup.ts'
import { wordsOf } from '../../actions/suited-setup.ts'
import { EngineFailure } from '../../engine/engine.ts'
import { measureCheck } from './commands/model-check.ts'
import { dateText } from './figures.ts'
import { chooseModels } from './model-options.ts'
import type { SolveContext } from './solve-context.ts'
import type { SolveFlags } from './solve-options.ts'

/** A run waits so long for its target's check; then as many pairs as there are will do. */
const CHECK_MS = 20_000

/**
 * Lets a target that nobody has measured judge known steps, once, before it first judges those of a run: for models of
 * which the prompt profile knows nothing. What goes wrong here goes wrong in the run as well, which says so.
 */
export async function checkUnknownTarget(
  flags: SolveFlags,
  methods: readonly MethodName[],
  context: SolveContext
): Promise<void> {
  const decided = flags.scorer !== undefined && flags.threshold !== undefined
  if (flags.calibration === false || decided || !methods.some(judgesSteps)) return
  const { definitions, calibrations, targetChecks } = context
  const models = chooseModels(flags, methods.find(judgesSteps)!, context)
  const { prompts, target } = await wordsOf(models, flags, context)
  // The bundled one is known; of a file that is no model the solve says so.
  if (target === null) return
  const known =
    calibrations.find(models.setup, prompts) ?? targetChecks.known(models.setup, prompts)
  if (known !== null || isOfSmallWorld(prompts)) return
  const pool = await definitions.strategyPool(flags.strategies ?? models.strategies)
  process.stderr.write(
    'Whether this target can tell right steps from wrong ones is looked at once (--no-calibration leaves it out).\n'
  )
  try {
    const request = { pair: models.setup, prompts, pool }
    await measureCheck(targetChecks, request, CHECK_MS)
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error
  }
}

/** Says on standard error what the defaults of a run were measured from, and what speaks against it. */
export function noticeMeasured(
  flags: Pick<SolveFlags, 'calibration'>,
  { pair, prompts, options }: Pick<AttemptSetup, 'pair' | 'prompts' | 'options'>,
  methods: readonly MethodName[],
  context: Pick<SolveContext, 'calibrations' | 'targetChecks'>
): void {
  if (flags.calibration === false || !methods.some(judgesSteps)) return
  const measured = measuredDefaults(pair, prompts, context)
  for (const line of measuredLines(measured, options.scorer)) process.stderr.write(`${line}\n`)
}

function measuredLines({ calibration, check }: MeasuredDefaults, scorer: Scorer): string[] {
  if (calibration !== null) {
    const day = dateText(calibration.measuredAt)
    return [
      `Scorer, threshold and efforts as measured for this pair on ${day} (--no-calibration ignores that).`
    ]
  }
  if (check === null) return []
  const warning = warningOf(check)
  if (warning !== null) return [warning]
  if (check.smallWorld || answersDigits(check) || SCORERS[scorer].reads === 'tokens') return []
  return [`${check.name} does not answer with a digit: the scorer ${scorer} reads noise.`]
}

/** Whether a method lets the target judge what the draft wrote. */
function judgesSteps(method: MethodName): boolean {
  return METHODS[method].writer === 'draft-and-target'
}
