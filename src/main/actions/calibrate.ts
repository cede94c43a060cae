import { drawProblems, type CalibrationRequest } from '../calibration/calibrate.ts'
import type { ProblemSetStore } from '../problem-sets/problem-set-store.ts'
import type { AttemptSetup } from './attempt-setup.ts'
import { findSet } from './problem-sets.ts'

/** What a pair is measured on where nothing else is chosen. */
export const CALIBRATION_SET = 'school'
export const CALIBRATION_PROBLEMS = 60

/**
 * What calibrating a pair takes: problems with answers, drawn with the setup's seed.
 *
 * @throws UserError where there is no such set, or it has too few answers
 */
export async function calibrationOf(
  problemSets: ProblemSetStore,
  setup: AttemptSetup,
  { set: id, problems }: { readonly set: string; readonly problems: number }
): Promise<CalibrationRequest> {
  const set = await findSet(problemSets, id)
  return {
    setup,
    set: { id: set.id, name: set.name },
    problems: drawProblems(set, problems, setup.options.seed)
  }
}
