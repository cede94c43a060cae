import { EventEmitter } from 'node:events'
import { promiseText, conclusionText } from '../../../core/calibration/conclusion.ts'
import type { CalibrationJob, CalibrationPage } from '../../../shared/contract/calibration.ts'
import type { PairCalibration } from '../../../shared/pair-calibration.ts'
import {
  calibratePair,
  type CalibrationProgress,
  type CalibrationRequest
} from '../../calibration/calibrate.ts'
import type { Engine } from '../../engine/engine.ts'
import { UserError } from '../../user-error.ts'
import { describeError } from './dispatcher.ts'

interface Work {
  readonly controller: AbortController
  /** Settles when it is over. Never rejects. */
  readonly over: Promise<void>
}

/** The calibration that this process works on, one at a time, or the last one. */
export class CalibrationJobs extends EventEmitter<{ changed: [CalibrationJob] }> {
  readonly #engine: Engine
  #job: CalibrationJob | null = null
  #work: Work | null = null

  constructor(engine: Engine) {
    super()
    this.#engine = engine
  }

  get job(): CalibrationJob | null {
    return this.#job
  }

  /** @throws UserError where another is under way */
  start(pair: string, request: CalibrationRequest): void {
    if (this.#work !== null) {
      throw new UserError('A pair is being measured already.', 'Stop that first.')
    }
    const controller = new AbortController()
    const total = request.problems.length
    this.#change({
      pair,
      state: 'running',
      stage: 'loading',
      done: 0,
      total,
      left: null,
      result: null,
      kept: false,
      failure: null
    })
    const over = calibratePair(this.#engine, request, {
      signal: controller.signal,
      onProgress: (progress) => {
        this.#progress(progress)
      }
    }).then(
      (calibration) => {
        this.#end({ state: 'done', result: calibrationPage(calibration) })
      },
      (error: unknown) => {
        const { message, hint } = describeError(error)
        this.#end({ state: 'failed', failure: { message, hint } })
      }
    )
    this.#work = { controller, over }
  }

  /** Lets it conclude from what it has; resolves when it is over. */
  async stop(): Promise<void> {
    const work = this.#work
    if (work === null || this.#job === null) return
    this.#change({ ...this.#job, state: 'stopping' })
    work.controller.abort()
    await work.over
  }

  /** The last result of a pair, to be kept; notes that it was. */
  takeResult(pair: string): PairCalibration {
    const job = this.#job
    if (job?.pair !== pair || job.result === null) {
      throw new UserError('Nothing was measured for this pair.', 'Measure it first.')
    }
    this.#change({ ...job, kept: true })
    return job.result.calibration
  }

  #progress({ stage, done, total, left }: CalibrationProgress): void {
    if (this.#job === null) return
    // How many drafts are judged says nothing of how many problems there are.
    const counts = stage === 'scorers' ? {} : { done, total }
    this.#change({ ...this.#job, stage, left, ...counts })
  }

  #end(part: Partial<CalibrationJob>): void {
    this.#work = null
    if (this.#job !== null) this.#change({ ...this.#job, ...part, left: null })
  }

  #change(job: CalibrationJob): void {
    this.#job = job
    this.emit('changed', job)
  }
}

/** A calibration with what it says in words. */
export function calibrationPage(calibration: PairCalibration): CalibrationPage {
  const { efforts } = calibration
  return {
    calibration,
    conclusion: conclusionText(calibration),
    promises: {
      eco: promiseText(efforts.eco.certificate),
      balanced: promiseText(efforts.balanced.certificate),
      thorough: promiseText(efforts.thorough.certificate)
    }
  }
}
