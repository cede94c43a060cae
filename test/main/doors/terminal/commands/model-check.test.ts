import { expect, it } from 'vitest'
import type { TargetChecks } from '../../../../../src/main/calibration/target-checks.ts'
import { measureCheck } from '../../../../../src/main/doors/terminal/commands/model-check.ts'
import { StoppedByPerson } from '../../../../../src/main/doors/terminal/interrupt.ts'

it('is no success where it was stopped before there was a result', async () => {
  const stopped: Pick<TargetChecks, 'measure'> = { measure: () => Promise.resolve(null) }
  const check = measureCheck(stopped, {} as Parameters<TargetChecks['measure']>[0])
  await expect(check).rejects.toBeInstanceOf(StoppedByPerson)
})
