import { expect, it } from 'vitest'
import { Throughput } from '../../../src/main/runs/throughput.ts'
import { NO_USAGE } from '../../../src/shared/cost.ts'

function accepted(decoded: number) {
  const cost = [{ ...NO_USAGE, decoded, prefilled: 900, model: 'draft', purpose: 'write' } as const]
  return { type: 'step-accepted', path: 0, step: 0, cost } as const
}

it('says how many tokens are written a second, of what was lately', () => {
  let now = 0
  const throughput = new Throughput(() => now)
  expect(throughput.tokensPerSecond).toBeNull()
  now = 2000
  throughput.event({}, accepted(60))
  throughput.event({}, { type: 'decided', text: '' })
  throughput.event({}, accepted(40))
  expect(throughput.tokensPerSecond).toBe(50)
  now = 12_000
  throughput.event({}, accepted(100))
  expect(throughput.tokensPerSecond).toBe(20)
  now = 60_000
  expect(throughput.tokensPerSecond).toBeNull()
})
