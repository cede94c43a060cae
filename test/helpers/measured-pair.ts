import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pairCalibrations } from '../../src/shared/pair-calibration.ts'
import type { TargetCheck } from '../../src/shared/target-check.ts'

/** What `tandem calibrate --json` measured of the bundled pair (test/fixtures/calibrations/README.md). */
export const CALIBRATION = pairCalibrations.read(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../fixtures/calibrations/bundled-pair.json'), 'utf8')
  )
)

/** A target that tells all known steps apart. */
export const CHECK: TargetCheck = {
  file: { path: '/models/target.gguf', bytes: 1, modified: 1, sha256: 'a'.repeat(64) },
  name: 'target',
  prompts: 'test',
  preferred: 'expected',
  smallWorld: false,
  words: 'b',
  engine: 'c',
  measuredAt: 1,
  pairs: 20,
  letterMass: 1,
  digitMass: 1,
  scorers: [{ scorer: 'expected', auc: 1, pairsTold: 20, threshold: 5, rightKept: 1, wrongKept: 0 }]
}
