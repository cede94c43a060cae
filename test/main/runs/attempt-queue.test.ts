import { expect, it } from 'vitest'
import { AttemptQueue } from '../../../src/main/runs/attempt-queue.ts'
import { planSlots } from '../../../src/main/runs/plan.ts'

const name = (slot: { problem: number; method: string; repeat: number } | null) =>
  slot && `${slot.problem} ${slot.method} ${slot.repeat}`

it('hands out one after the other in the order of the plan', () => {
  const slots = planSlots({ methods: ['ssr', 'baseline'], repeats: 2 }, 2)
  const queue = new AttemptQueue(slots)
  const taken = slots.map(() => {
    const slot = queue.take()!
    queue.settle(slot)
    return slot
  })
  expect(taken).toEqual(slots)
  expect([queue.take(), queue.left]).toEqual([null, []])
})

it('keeps back what is measured against a baseline that is not settled', () => {
  const queue = new AttemptQueue(
    planSlots({ methods: ['baseline', 'ssr', 'draft'], repeats: 1 }, 2)
  )
  const first = queue.take()!
  expect([first, queue.take(), queue.take()].map(name)).toEqual([
    '0 baseline 0',
    '1 baseline 0',
    null
  ])
  expect(queue.underWay).toHaveLength(2)
  queue.settle(first)
  expect([queue.take(), queue.take(), queue.take()].map(name)).toEqual([
    '0 ssr 0',
    '0 draft 0',
    null
  ])
  expect(queue.left.map(name)).toEqual([
    '1 baseline 0',
    '0 ssr 0',
    '0 draft 0',
    '1 ssr 0',
    '1 draft 0'
  ])
})

it('waits for no baseline that is settled already, or not asked for', () => {
  const [, ssr] = planSlots({ methods: ['baseline', 'ssr'], repeats: 1 }, 1)
  expect(name(new AttemptQueue([ssr!]).take())).toBe('0 ssr 0')
})
