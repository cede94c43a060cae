import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDoor, type AttackedDoor } from '../../../helpers/door-attacks/attacked-door.ts'
import { ATTACKS, shortScale, untilAnswered } from '../../../helpers/door-attacks/attacks.ts'

/** `bench/doors.ts` makes every attack in full; each is made here as well, smaller. */
const SEED = 7
const PATIENCE_MS = 60_000

let door: AttackedDoor

beforeAll(async () => {
  door = await startDoor()
}, PATIENCE_MS)
afterAll(async () => {
  await door.close()
})

describe('the web door survives', () => {
  it.each(ATTACKS.map(({ name, run }) => [name, run] as const))(
    '%s',
    async (_name, run) => {
      const { times, wrong } = await run(door, shortScale(SEED))
      expect(times).toBeGreaterThan(0)
      expect(wrong).toEqual([])
      await untilAnswered(door, PATIENCE_MS / 2)
      expect(door.ended()).toBeNull()
    },
    PATIENCE_MS
  )

  it('without a fault of its own', () => {
    expect(door.said()).toBe('')
  })
})
