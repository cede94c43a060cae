import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Role } from '../../src/shared/cost.ts'
import type { AttemptEvent } from '../../src/shared/events.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/engine-settings.ts'
import type { Backend, ContextOptions, OpenModel } from '../../src/inference/backend.ts'
import { isTooLong } from '../../src/core/prompt-length.ts'
import { InferenceFailure } from '../../src/inference/inference-failure.ts'
import { InferenceSession, type SessionJob } from '../../src/inference/session.ts'
import { sourceText } from '../../src/shared/model-source.ts'
import { pairOfFiles } from '../helpers/pair-of-files.ts'
import { ScriptedModel } from '../helpers/scripted-model.ts'
import { OPTIONS, POOL, PROFILE } from '../helpers/solve-job.ts'

class ScriptedOpenModel extends ScriptedModel implements OpenModel {
  readonly inabilities = new Map([['speculation', 'it speaks from a script.']] as const)
  readonly speed = { decodeMs: 1, readMs: 1, batches: [] }
  forget() {
    return Promise.resolve()
  }
}

/** A backend of scripted models that writes down what the session does with it. */
function scriptedBackend({ refuses = '', room = 3 } = {}) {
  const calls: string[] = []
  const backend: Backend = {
    serves: 'file',
    admit({ setup }, roles) {
      const paths = roles.map((role) => sourceText(setup[role]))
      if (paths.includes(refuses)) throw new InferenceFailure('engine', `${refuses} is no good.`)
      calls.push(`admit ${roles.join('+')}`)
      return Promise.resolve({
        load(demand) {
          calls.push(`load for ${demand.paths}`)
          return Promise.resolve({
            device: 'paper',
            engine: 'scripted 1.0',
            describe: (role: Role) => ({
              ...new ScriptedModel({ write: () => '' }, { name: role }).identity,
              source: setup[role],
              bytes: 1,
              architecture: 'script'
            }),
            knowsMark: () => true,
            lengthOf: (role: Role, { user }) => {
              calls.push(`count for ${role}`)
              return Promise.resolve(user.length)
            },
            longestContext: (role: Role) => (role === 'draft' ? 512 : 4096),
            lost: () => null,
            serve: ({ paths }: { paths: number }) => Promise.resolve(paths <= room),
            open({ paths }: ContextOptions) {
              calls.push(`open for ${paths}`)
              const write = () => 'The answer is \\boxed{3}.\n\n'
              const models = roles.map((role) => [role, new ScriptedOpenModel({ write })] as const)
              return Promise.resolve(new Map(models))
            },
            dispose() {
              calls.push('dispose')
              return Promise.resolve()
            }
          })
        }
      })
    }
  }
  return { session: new InferenceSession([backend]), calls }
}

const pair = pairOfFiles({ target: '/t.gguf', draft: '/d.gguf' })

function job(options: Partial<SessionJob['options']> = {}): SessionJob {
  return {
    problem: '1 + 2?',
    options: { ...OPTIONS, method: 'baseline', paths: 1, ...options },
    prompts: PROFILE,
    pool: POOL,
    pair,
    baseline: null,
    hashes: [],
    keys: [],
    settings: DEFAULT_SETTINGS
  }
}

async function solved(session: InferenceSession, wanted = job()): Promise<AttemptEvent[]> {
  const events: AttemptEvent[] = []
  for await (const event of session.solve(wanted, { aborted: false }, new Set())) events.push(event)
  return events
}

test('admits, loads and opens a pair once, and solves one problem after the other with it', async () => {
  const { session, calls } = scriptedBackend()
  expect(session.device).toBeNull()
  for (let problem = 0; problem < 2; problem++) {
    expect((await solved(session)).at(-1)).toMatchObject({ type: 'finished', answer: '3' })
  }
  expect(calls).toEqual(['admit target+draft', 'load for 1', 'open for 1'])
  expect(session.device).toBe('paper')
  await session.unload()
  expect([calls.at(-1), session.device]).toEqual(['dispose', null])
})

test('loads anew where what is loaded has no room for the contexts', async () => {
  const { session, calls } = scriptedBackend({ room: 1 })
  await solved(session)
  await solved(session, job({ method: 'parallel', paths: 3 }))
  expect(calls).toEqual([
    ...['admit target+draft', 'load for 1', 'open for 1'],
    ...['dispose', 'admit target+draft', 'load for 3', 'open for 3']
  ])
})

test('says what is refused, and goes on with another pair', async () => {
  const { session } = scriptedBackend({ refuses: '/bad.gguf' })
  const bad = { ...job(), pair: pairOfFiles({ target: '/bad.gguf', draft: '/d.gguf' }) }
  await expect(solved(session, bad)).rejects.toThrow('/bad.gguf is no good.')
  expect(session.device).toBeNull()
  expect((await solved(session)).at(-1)).toMatchObject({ answer: '3' })
})

test('says why models cannot do what the options ask for', async () => {
  const { session } = scriptedBackend()
  await expect(solved(session, job({ method: 'speculative' }))).rejects.toThrow(
    'The method speculative cannot be had of the target: it speaks from a script.'
  )
})

test('describes both models, and what they run on', async () => {
  const { session } = scriptedBackend()
  const wanted = { setup: pair, hashes: [], keys: [], settings: DEFAULT_SETTINGS }
  expect(await session.describe(wanted, { paths: 1, context: 100 })).toMatchObject({
    target: { name: 'target', source: pair.target },
    draft: { name: 'draft', source: pair.draft },
    device: 'paper',
    engine: 'scripted 1.0'
  })
})

test('counts a problem for the model that has least room, without contexts', async () => {
  const { session, calls } = scriptedBackend()
  const wanted = { setup: pair, hashes: [], keys: [], settings: DEFAULT_SETTINGS }
  const demand = { paths: 1, context: 2048 }
  const asked = { problem: 'x'.repeat(900), method: 'ssr', prompts: PROFILE, pool: POOL } as const
  expect(await session.measure(wanted, demand, { ...asked, onlyIfLoaded: true })).toBeNull()
  expect(calls).toEqual([])

  const length = await session.measure(wanted, demand, { ...asked, onlyIfLoaded: false })
  expect(length?.context).toBe(512)
  expect(length?.tokens).toBeGreaterThan(900)
  expect(isTooLong(length!)).toBe(true)
  expect(calls).toEqual(['admit target+draft', 'load for 1', 'count for target', 'count for draft'])

  // The baseline has nothing to do with the draft; what the contexts are asked for is a limit too.
  const alone = { ...asked, method: 'baseline', onlyIfLoaded: true } as const
  expect(await session.measure(wanted, demand, alone)).toMatchObject({ context: 2048 })
})

describe('attempts that are made together', () => {
  const together = { ...job({ method: 'parallel', paths: 2 }), together: 2 }

  test('share contexts with room for all their paths', async () => {
    const { session, calls } = scriptedBackend({ room: 9 })
    const all = await Promise.all([solved(session, together), solved(session, together)])
    expect(all.map((events) => events.at(-1))).toMatchObject([{ answer: '3' }, { answer: '3' }])
    expect(calls).toEqual(['admit target+draft', 'load for 4', 'open for 4'])
  })

  test('keep their contexts until they are over', async () => {
    const { session, calls } = scriptedBackend({ room: 9 })
    const first = session.solve(together, { aborted: false }, new Set())
    await first.next()
    const wider = solved(session, { ...together, together: 3 })
    const unloading = wider.then(() => session.unload())
    await nextTurn()
    expect(calls.at(-1)).toBe('open for 4')
    while ((await first.next()).done !== true);
    await wider
    expect(calls.at(-1)).toBe('open for 6')
    await unloading
    expect(calls.at(-1)).toBe('dispose')
  })
})
