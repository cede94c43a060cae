import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { workMs } from '../../../../src/inference/backends/llama/work-time.ts'

/** As long as another program has the processor, the work waits and takes no processor time. */
const waiting = () => wait(100)

it('leaves out on a processor what others take of it', async () => {
  expect(await workMs(waiting, true)).toBeLessThan(await workMs(waiting, false))
})

it('counts what passes while a GPU works', async () => {
  expect(await workMs(waiting, false)).toBeGreaterThan(90)
})

it('passes a failure on', async () => {
  await expect(workMs(() => Promise.reject(new Error('broken')), true)).rejects.toThrow('broken')
})
