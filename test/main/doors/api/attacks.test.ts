import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API_ATTACKS, untilServed } from '../../../helpers/door-attacks/api-attacks.ts'
import { startApi, type AttackedApi } from '../../../helpers/door-attacks/attacked-api.ts'
import { shortScale } from '../../../helpers/door-attacks/attacks.ts'

/** `bench/doors.ts` makes every attack in full; the short ones are made here as well, smaller. */
const SEED = 7
const PATIENCE_MS = 60_000

let api: AttackedApi

beforeAll(async () => {
  api = await startApi()
}, PATIENCE_MS)
afterAll(async () => {
  await api.close()
})

describe('tandem serve survives', () => {
  it.each(
    API_ATTACKS.filter(({ isLong = false }) => !isLong).map(({ name, run }) => [name, run] as const)
  )(
    '%s',
    async (_name, run) => {
      const { times, wrong } = await run(api, shortScale(SEED))
      expect(times).toBeGreaterThan(0)
      expect(wrong).toEqual([])
      await untilServed(api, PATIENCE_MS / 2)
      expect(api.ended()).toBeNull()
    },
    PATIENCE_MS
  )

  it('without a fault of its own', () => {
    expect(api.said()).toBe('')
  })
})
