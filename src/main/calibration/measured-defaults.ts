import { judgeCheck } from '../../core/calibration/target-check.ts'
import type { PairCalibration } from '../../shared/pair-calibration.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import type { TargetCheck } from '../../shared/target-check.ts'
import type { PairCalibrations } from './pair-calibrations.ts'
import type { TargetChecks } from './target-checks.ts'

/** Where the scorer, its threshold and the plans of a run come from, and what they are. */
export interface MeasuredDefaults extends Pick<PromptProfile, 'scorer' | 'thresholds' | 'plans'> {
  /** What was measured of this very pair, where it was kept. */
  readonly calibration: PairCalibration | null
  /** What its target makes of known steps, where that was asked. */
  readonly check: TargetCheck | null
}

/**
 * What suits a pair best, as far as anything was measured: its own calibration, else the scorer and thresholds that part
 * its target's scores of known steps, else what the prompt profile says.
 */
export function measuredDefaults(
  pair: PairSetup,
  prompts: PromptProfile,
  { calibrations, targetChecks }: { calibrations: PairCalibrations; targetChecks: TargetChecks }
): MeasuredDefaults {
  const { scorer, thresholds, plans } = prompts
  const calibration = calibrations.find(pair, prompts)
  const check = targetChecks.known(pair, prompts)
  if (calibration !== null) {
    return {
      scorer: calibration.scorer,
      thresholds: { ...thresholds, [calibration.scorer]: calibration.threshold },
      plans: calibration.plans,
      calibration,
      check
    }
  }
  if (check === null || check.smallWorld) {
    return { scorer, thresholds, plans, calibration: null, check }
  }
  const { ability, best } = judgeCheck(check)
  if (ability === 'unable') return { scorer, thresholds, plans, calibration: null, check }
  const parted = Object.fromEntries(
    check.scorers.map(({ scorer, threshold }) => [scorer, threshold])
  )
  return {
    scorer: best.scorer,
    thresholds: { ...thresholds, ...parted },
    plans,
    calibration: null,
    check
  }
}
