import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import {
  acquireLease,
  LeaseBusy,
  leaseHolder,
  LeaseLost,
  QUEUE
} from '../../../src/main/runs/lease.ts'
import { openDatabase } from '../../../src/main/store/database.ts'
import { writeLease } from '../../../src/main/store/tables/leases.ts'
import { temporaryStore } from '../../helpers/run-setup.ts'

const MINUTE = 60_000
/** No process has it: ids end at 2^22 on 64-bit Linux, and are smaller elsewhere. */
const DEAD_PID = 2 ** 30

function setup() {
  const { database } = temporaryStore()
  const clock = { time: 1_000_000 }
  const options = { door: 'first', now: () => clock.time }
  return { database, clock, options }
}

describe('a lease', () => {
  it('belongs to one owner until it is released', () => {
    const { database, options } = setup()
    const lease = acquireLease(database, QUEUE, options)
    expect(() => acquireLease(database, QUEUE, { ...options, door: 'second' })).toThrow(LeaseBusy)
    lease.release()
    const second = acquireLease(database, QUEUE, { ...options, door: 'second' })
    expect(leaseHolder(database, QUEUE, options.now())).toMatchObject({ door: 'second' })
    second.release()
    expect(leaseHolder(database, QUEUE, options.now())).toBeNull()
  })

  it('of a dead process can be taken at once', () => {
    const { database, clock, options } = setup()
    const lease = acquireLease(database, QUEUE, options)
    const held = leaseHolder(database, QUEUE, clock.time)!
    writeLease(database, QUEUE, { ...held, owner: 'the dead', pid: DEAD_PID })
    expect(() => lease.check()).toThrow(LeaseLost)
    acquireLease(database, QUEUE, options).release()
  })

  it('of another machine can be taken once it was not renewed for a minute', () => {
    const { database, clock, options } = setup()
    acquireLease(database, QUEUE, options).release()
    const away = { owner: 'x', door: 'y', host: 'another machine', pid: 1, acquiredAt: clock.time }
    writeLease(database, QUEUE, { ...away, expiresAt: clock.time + MINUTE })
    expect(() => acquireLease(database, QUEUE, options)).toThrow('another machine')
    clock.time += MINUTE
    acquireLease(database, QUEUE, options).release()
  })

  it('of another machine holds nobody up for days, where the clock was put back', () => {
    const { database, clock, options } = setup()
    const away = { owner: 'x', door: 'y', host: 'another machine', pid: 1, acquiredAt: clock.time }
    writeLease(database, QUEUE, { ...away, expiresAt: clock.time + 365 * 24 * 60 * MINUTE })
    acquireLease(database, QUEUE, options).release()
    // Clocks that differ by an hour are no such thing.
    writeLease(database, QUEUE, { ...away, expiresAt: clock.time + 60 * MINUTE })
    expect(() => acquireLease(database, QUEUE, options)).toThrow('another machine')
  })

  it('is renewed again where the store did not take it once', async () => {
    const { database, path } = temporaryStore()
    const clock = { time: 1_000_000 }
    const options = { door: 'first', now: () => clock.time, renewMs: 5 }
    const lease = acquireLease(database, QUEUE, options)
    database.pragma('busy_timeout = 1')
    const { database: other } = openDatabase(path, new Date(0))
    other.exec('BEGIN IMMEDIATE')
    clock.time += MINUTE - 1
    await sleep(50)
    expect(leaseHolder(other, QUEUE, clock.time + 1)).toBeNull()
    other.exec('ROLLBACK')
    other.close()
    await expect
      .poll(() => leaseHolder(database, QUEUE, clock.time + MINUTE - 1)?.door)
      .toBe('first')
    lease.release()
  })

  it('that was taken over is noticed, and not released for the other', () => {
    const { database, clock, options } = setup()
    const first = acquireLease(database, QUEUE, options)
    clock.time += 2 * MINUTE
    const second = acquireLease(database, QUEUE, { ...options, door: 'second' })
    expect(() => first.check()).toThrow(LeaseLost)
    first.release()
    expect(() => second.check()).not.toThrow()
    second.release()
  })

  it('is renewed while it is held', async () => {
    const { database, clock, options } = setup()
    const lease = acquireLease(database, QUEUE, { ...options, renewMs: 5 })
    clock.time += MINUTE - 1
    await expect
      .poll(() => leaseHolder(database, QUEUE, clock.time + MINUTE - 1)?.door)
      .toBe('first')
    lease.release()
  })
})
