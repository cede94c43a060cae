import { judgeCheck, warningOf } from '../../../core/calibration/target-check.ts'
import type { PairPays } from '../../../shared/contract/calibration.ts'
import type { SavedPair } from '../../../shared/model-library.ts'
import { newSeed } from '../../../shared/new-seed.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { calibrationOf } from '../../actions/calibrate.ts'
import { LEAST_PROBLEMS } from '../../calibration/calibrate.ts'
import { solveOptions } from '../../actions/default-options.ts'
import type { Application } from '../../application.ts'
import { UserError } from '../../user-error.ts'
import { calibrationPage } from './calibration-jobs.ts'
import type { PageContext } from './page-context.ts'
import { chosenSetup, pairSetup } from './pair-choices.ts'

type CalibrationCalls = Extract<keyof Handlers, `calibration.${string}`>

/** "Does this pair pay?": measured on request, kept on request. */
export function calibrationHandlers({
  application,
  active,
  calibrating
}: PageContext): Pick<Handlers, CalibrationCalls> {
  const { calibrations, problemSets } = application
  return {
    'calibration.read': ({ pair }) => read(application, pair, calibrating.job),
    'calibration.start': async ({ pair, set, problems }) => {
      const [busy] = active.describe()
      if (busy) {
        throw new UserError(
          `The models are at work (${busy.kind === 'solve' ? 'a problem' : 'a benchmark'}), and timing them beside that would say nothing.`,
          'Stop it, or wait for its end.'
        )
      }
      const { sampling, ...measured } = await measuredWith(application, pair)
      const options = solveOptions({ ...measured.prompts, sampling }, { seed: newSeed(crypto) })
      const setup = { ...measured, options }
      calibrating.start(pair, await calibrationOf(problemSets, setup, { set, problems }))
    },
    'calibration.stop': () => calibrating.stop(),
    'calibration.keep': ({ pair }) => {
      calibrations.keep(calibrating.takeResult(pair))
      return read(application, pair, calibrating.job)
    },
    'calibration.forget': ({ pair }) => {
      calibrations.forget(pairSetup(application, pair, undefined))
      return read(application, pair, calibrating.job)
    }
  }
}

async function read(application: Application, id: string, job: PairPays['job']): Promise<PairPays> {
  const { calibrations, targetChecks, problemSets } = application
  const { pair, prompts } = await measuredWith(application, id)
  const kept = calibrations.find(pair, prompts)
  const check = targetChecks.known(pair, prompts)
  const sets = await problemSets.list()
  return {
    kept: kept && calibrationPage(kept),
    check: check && { check, best: judgeCheck(check).best.scorer, warning: warningOf(check) },
    job: job?.pair === id ? job : null,
    sets: sets
      .filter(({ count }) => count >= LEAST_PROBLEMS)
      .map(({ id, name, count }) => ({ id, name, count }))
  }
}

/** A saved pair's models, and what they are asked with. */
async function measuredWith(application: Application, id: string) {
  const { prompts, strategies }: SavedPair = application.modelServices().pairs.find(id)
  return chosenSetup(application, { pair: id, prompts, strategies })
}
