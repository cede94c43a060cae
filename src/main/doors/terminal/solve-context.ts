import type { BundledPair } from '../../models/bundled-pair.ts'
import type { PairCalibrations } from '../../calibration/pair-calibrations.ts'
import type { TargetChecks } from '../../calibration/target-checks.ts'
import type { Definitions } from '../../definitions/definitions.ts'
import type { Engine } from '../../engine/engine.ts'
import type { ModelServices } from '../../models/model-services.ts'
import type { ProblemSetStore } from '../../problem-sets/problem-set-store.ts'

/** What the commands that solve problems need of the application. */
export interface SolveContext {
  readonly definitions: Definitions
  readonly engine: Engine
  readonly problemSets: ProblemSetStore
  readonly bundledPair: BundledPair
  readonly targetChecks: TargetChecks
  readonly calibrations: PairCalibrations
  modelServices(): ModelServices
}
