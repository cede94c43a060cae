import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS, REFUSALS } from '../../bench/faults/refusals.ts'
import { prepareFolder, tryRefusal } from '../../bench/faults/try-refusal.ts'
import { createRandom } from '../../src/core/random.ts'

// A part of `bench/faults.ts`, which tries every command against every refusal.
const TRIES = 12
const random = createRandom(20261128)

function drawn<T>(all: readonly T[]): T {
  return all[Math.floor(random.next() * all.length)]!
}

const tries = [
  // What was found once: it waited for a lock into which it could not write its own name.
  { command: ['store', 'recover'], refusal: { on: 'write', code: 'EIO', from: 3 } } as const,
  ...Array.from({ length: TRIES }, () => ({ command: drawn(COMMANDS), refusal: drawn(REFUSALS) }))
]
let prepared = ''

beforeAll(async () => {
  prepared = await prepareFolder()
})
afterAll(() => rmSync(prepared, { recursive: true, force: true }))

describe('what the system refuses', () => {
  it.each(tries)(
    'is told in a sentence, and loses nothing: $command, $refusal',
    async ({ command, refusal }) => {
      expect(await tryRefusal(prepared, command, refusal)).toMatchObject({ fault: null })
    }
  )
})
