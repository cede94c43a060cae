import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openForReading } from '../../src/main/store/database.ts'
import { checkIntegrity } from '../../src/main/store/maintenance.ts'
import type { RunEntry } from '../../src/shared/contract/runs.ts'
import type { ServerStatus } from '../../src/shared/contract/server.ts'
import type { SolveSetup } from '../../src/shared/contract/solve.ts'
import { startDoor } from '../helpers/door-attacks/attacked-door.ts'

const AT_ONCE = 20
const PATIENCE_MS = 240_000

test(
  'twenty problems that are sent to the web door at once all end, in an answer or in words, and the store is sound',
  async () => {
    const door = await startDoor()
    onTestFinished(() => door.close())
    const page = await door.openPage(PATIENCE_MS)
    const setup = (await page.call('solve.setup')) as { ok: true; value: SolveSetup }
    const { defaults, pairs, samples } = setup.value
    const { id, prompts, strategies } = pairs[0]!
    const begun = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, seed) =>
        page.call('solve.start', {
          problem: samples[seed % samples.length]!.text,
          answer: null,
          options: { ...defaults, method: 'baseline', seed, maxTokens: 120 },
          measureBaseline: false,
          pair: id,
          prompts,
          strategies
        })
      )
    )
    // Somebody else's program asks in the middle of it, and has its turn on the same models.
    const server = (await page.call('server.start', { port: 0 })) as {
      ok: true
      value: ServerStatus
    }
    const { url, token } = server.value
    const client = await fetch(`${url}/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ model: 'baseline/bundled', prompt: samples[0]!.text, max_tokens: 120 })
    })
    expect(client.status).toBe(200)
    for (const result of begun) {
      if (!result.ok) expect(result.failure).not.toMatchObject({ code: 'internal' })
    }
    const runs = async () => {
      const list = await page.call('runs.list', {
        search: '',
        tag: null,
        starred: false,
        deleted: false
      })
      return (list as { ok: true; value: RunEntry[] }).value
    }
    const accepted = begun.filter(({ ok }) => ok).length
    await expect
      .poll(async () => (await runs()).map(({ status }) => status), { timeout: PATIENCE_MS })
      .toEqual(Array.from({ length: accepted + 1 }, () => 'finished'))
    expect(accepted).toBe(AT_ONCE)
    expect((await runs()).every(({ single }) => typeof single?.outcome === 'string')).toBe(true)
    expect(door.ended()).toBeNull()

    const store = openForReading(join(door.data, 'tandem.db'))
    onTestFinished(() => {
      store.close()
    })
    expect(checkIntegrity(store)).toEqual([])
  },
  2 * PATIENCE_MS
)
