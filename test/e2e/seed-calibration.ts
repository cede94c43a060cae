import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IN_DATA } from '../../src/main/data-directory.ts'
import { stampOf } from '../../src/main/models/file-stamp.ts'
import { type PairCalibration, pairCalibrations } from '../../src/shared/pair-calibration.ts'

const KEPT = '../fixtures/versions/0.1.0-format-80/calibrations/bundled.json'
const MODELS = '../../resources/models'

/** Keeps for the bundled pair, in the data of a program, what was once measured of it. */
export function seedCalibration(data: string): PairCalibration {
  const kept = pairCalibrations.read(
    JSON.parse(readFileSync(join(import.meta.dirname, KEPT), 'utf8'))
  )
  const asHere = ({ path, sha256 }: PairCalibration['target']) => ({
    ...stampOf(join(import.meta.dirname, MODELS, path.split('/').at(-1)!))!,
    sha256
  })
  // Of whatever words: those of the bundled profile may have changed since.
  const calibration = {
    ...kept,
    words: null,
    target: asHere(kept.target),
    draft: asHere(kept.draft)
  }
  const folder = join(data, IN_DATA.calibrations)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'seeded.json'), JSON.stringify(pairCalibrations.stamped(calibration)))
  return calibration
}
