import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { predictMeasured } from '../../../src/core/calibration/compare-predictions.ts'
import { scorePredictions } from '../../../src/core/calibration/score-predictions.ts'
import { advise } from '../../../src/main/actions/advise.ts'
import { createApplication, type Application } from '../../../src/main/application.ts'
import { stampOf } from '../../../src/main/models/file-stamp.ts'
import type { PairCalibration } from '../../../src/shared/pair-calibration.ts'
import { CALIBRATION } from '../../helpers/measured-pair.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

describe('what was measured of the bundled pair', () => {
  const { predictions } = CALIBRATION

  it('is predicted from its speeds, lengths and acceptance as it was then', () => {
    const again = predictMeasured(CALIBRATION)
    for (const [index, { predicted }] of predictions.entries()) {
      const { time, gamma, gammaDecode } = again[index]!
      expect(time).toBeCloseTo(predicted.time, 9)
      expect(gamma).toBeCloseTo(predicted.gamma, 9)
      expect(gammaDecode).toBeCloseTo(predicted.gammaDecode, 9)
    }
  })

  it('came out as predicted: what is decoded within a tenth, what is evaluated within a half', () => {
    const guessed = scorePredictions(predictions, 'guessed')!
    const predicted = scorePredictions(predictions, 'predicted')!
    expect(predicted.gammaDecode).toBeLessThan(1.1)
    expect(predicted.gamma).toBeLessThan(1.5)
    // The machine was busy, which costs the draft's many short calls most.
    expect(predicted.time).toBeLessThan(2)
    // To measure must have taught something.
    expect(predicted.gammaDecode).toBeLessThan(guessed.gammaDecode)
    expect(predicted.gamma).toBeLessThan(guessed.gamma)
  })

  it('puts every method in its place: what is predicted to cost less has cost less', () => {
    const order = (which: 'predicted' | 'measured') =>
      predictions
        .filter(({ measured }) => measured !== null)
        .toSorted((a, b) => a[which]!.time - b[which]!.time)
        .map(({ method }) => method)
    expect(order('predicted')).toEqual(order('measured'))
  })
})

describe('advice on a pair', () => {
  let application: Application
  beforeEach(() => {
    application = createApplication({ door: 'test', dataFlag: temporaryFolder() })
  })
  afterEach(() => application.close())

  /** As if it had been measured here. */
  function keep(): PairCalibration {
    const { targetPath, draftPath } = application.bundledPair
    const calibration = {
      ...CALIBRATION,
      target: { ...stampOf(targetPath)!, sha256: CALIBRATION.target.sha256 },
      draft: { ...stampOf(draftPath)!, sha256: CALIBRATION.draft.sha256 }
    }
    application.calibrations.keep(calibration)
    return calibration
  }
  const bundled = () => ({ pair: application.bundledPair.id, paths: 3 })

  it('goes by the sizes of its files before it was measured, and by the measurement after', async () => {
    const before = await advise(bundled(), application)
    expect(before).toMatchObject({ measured: null, readingAs: null })
    expect(before.guess.alpha).toBeCloseTo(CALIBRATION.alpha, 6)
    expect(before.guess.acceptance).toBe(0.8)
    const kept = keep()
    const after = await advise(bundled(), application)
    expect(after.measured).toEqual(kept)
    expect(after.guess).toMatchObject({
      target: { write: kept.speed.target.decodeMs, read: kept.speed.target.readMs },
      ...kept.lengths
    })
    const told = await advise({ ...bundled(), acceptance: 0.5, targetMs: 100 }, application)
    expect(told.guess).toMatchObject({ acceptance: 0.5, target: { write: 100 } })
    expect(told.guess.target.read / 100).toBeCloseTo(
      kept.speed.target.readMs / kept.speed.target.decodeMs,
      9
    )
  })

  it('knows the sizes of pairs of the catalogue, and reading from what was measured here', async () => {
    keep()
    const { guess, readingAs, measured } = await advise({ pair: 'qwen3-8b', paths: 3 }, application)
    expect(guess.alpha).toBeCloseTo(0.6 / 8)
    expect(measured).toBeNull()
    expect(readingAs?.names).toEqual(CALIBRATION.names)
    const every = application.modelServices().catalogue().pairs
    for (const { id } of every) {
      const { paysFrom } = await advise({ pair: id, paths: 3 }, application)
      expect(paysFrom).toBeLessThan(1)
    }
  })

  it('says what is missing', async () => {
    await expect(advise({ pair: 'nobody', paths: 3 }, application)).rejects.toMatchObject({
      message: 'There is no pair "nobody", neither here nor in the catalogue.',
      hint: expect.stringMatching(/Here: .*In the catalogue: .*qwen3-8b/) as unknown
    })
    await expect(advise({ draftParams: 1e9, paths: 3 }, application)).rejects.toThrow(
      'Nothing is known of the pair.'
    )
    const turned = { draftParams: 7e9, targetParams: 1e9, paths: 3 }
    await expect(advise(turned, application)).rejects.toThrow('The draft is the larger model.')
  })
})
