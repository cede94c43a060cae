import { describe, expect, test } from 'vitest'
import { ContextFull, type Chat } from '../../../../src/core/ports.ts'
import { createServerBackend } from '../../../../src/inference/backends/server/backend.ts'
import { connect, LIMITS } from '../../../../src/inference/backends/server/connection.ts'
import { meetServer } from '../../../../src/inference/backends/server/meet-server.ts'
import { ServerModel } from '../../../../src/inference/backends/server/server-model.ts'
import { DEFAULT_SETTINGS } from '../../../../src/shared/engine-settings.ts'
import type { ServerSource } from '../../../../src/shared/model-source.ts'
import { pairSetupSchema } from '../../../../src/shared/run-record.ts'
import { answerAsLlama, MODEL, type Script } from '../../../helpers/miniature-llama.ts'
import { events, json, scriptedServer } from '../../../helpers/scripted-server.ts'
import { NEVER, writing } from '../../../helpers/writing.ts'

const CHAT: Chat = { system: null, user: 'Count.', opening: '', thinking: null }

function sourceAt(url: string, parts: Partial<ServerSource> = {}): ServerSource {
  return { kind: 'server', url, model: null, parameters: null, ...parts }
}

async function opened(script: Script) {
  const server = await scriptedServer(answerAsLlama(script))
  const retries: string[] = []
  const connection = connect(server.url, { limits: { ...LIMITS, pauses: [1] } })
  const met = await meetServer(sourceAt(server.url), connection)
  const options = { contextSize: 4096, paths: 2, exact: false }
  const model = await ServerModel.create(met, options, (reason) => retries.push(reason))
  return { ...server, model, retries }
}

describe('a thread on a server', () => {
  test('writes a step anew whose stream broke off, and bills both', async () => {
    let broken = 0
    const { model, retries } = await opened({
      text: 'one, two\n\n',
      instead: ({ n_predict }, response) => {
        if (n_predict !== 40 || broken > 0) return false
        broken += 1
        events(response, [
          {
            ...{ content: 'o', tokens: ['o'.charCodeAt(0)], tokens_predicted: 1, stop: false },
            ...{ tokens_evaluated: 9, timings: { cache_n: 0, prompt_n: 9 } },
            completion_probabilities: [{ id: 'o'.charCodeAt(0), logprob: -0.5 }]
          }
        ])
        setTimeout(() => response.destroy(), 20)
        return true
      }
    })
    const { thread } = await model.open(CHAT, NEVER)
    const { text, usage } = await thread.write(writing({ stop: '\n\n' }))
    expect(text).toBe('one, two\n\n')
    expect(retries).toHaveLength(1)
    expect(retries[0]).toContain('The step is written anew')
    expect(usage.decoded).toBe(text.length + 1)
    expect(usage.boundary + usage.reevaluated).toBeGreaterThan(0)
  })

  test('is read and written anew, after longer and longer pauses, where answers break off', async () => {
    const breaks = { reading: 1, writing: 2 }
    const { model, retries } = await opened({
      text: 'one, two\n\n',
      instead: ({ n_predict, prompt }, response) => {
        const what = n_predict === 40 ? 'writing' : 'reading'
        if (what === 'reading' && prompt.length !== CHAT.user.length + 1) return false
        if (breaks[what] === 0) return false
        breaks[what] -= 1
        // As a router does before a server that has just died: it has begun to answer.
        events(response, [])
        response.flushHeaders()
        setTimeout(() => response.destroy(), 20)
        return true
      }
    })
    const started = performance.now()
    const { thread } = await model.open(CHAT, NEVER)
    expect(retries).toEqual([expect.stringContaining('The step is read anew.')])
    const { text } = await thread.write(writing({ stop: '\n\n' }))
    expect(text).toBe('one, two\n\n')
    expect(retries.slice(1)).toEqual(Array(2).fill(expect.stringContaining('is written anew.')))
    expect(performance.now() - started).toBeGreaterThan(250 + 250 + 500)
  })

  test('goes on where the server stops at a text that ends nothing', async () => {
    const written: string[] = []
    const { model } = await opened({
      instead: ({ n_predict, stop }, response) => {
        if (stop === undefined || n_predict > 40) return false
        const text = written.length === 0 ? '\n\n' : 'one\n\n'
        written.push(text)
        const parts = [...text].map((letter, index) => ({
          ...{ content: letter, tokens: [letter.charCodeAt(0)], tokens_predicted: index + 1 },
          ...{ stop: false, tokens_evaluated: 9, timings: { cache_n: 8, prompt_n: 1 } }
        }))
        events(response, [
          ...parts,
          { ...parts.at(-1), stop: true, stop_type: 'word', content: '' }
        ])
        response.end()
        return true
      }
    })
    const { thread } = await model.open(CHAT, NEVER)
    const end = (text: string) => (text.trim() !== '' && text.endsWith('\n\n') ? text.length : null)
    expect((await thread.write(writing({ stop: '\n\n', end }))).text).toBe('\n\none\n\n')
  })

  test.each<[string, (part: Record<string, unknown>) => object]>([
    ['no timings', ({ timings: _, ...part }) => part],
    ['token ids that are none', (part) => ({ ...part, tokens: ['x'] })],
    ['more tokens than it was asked for', (part) => ({ ...part, tokens_predicted: 999 })]
  ])('does not take %s for an answer', async (_, spoil) => {
    let spoils = false
    const { model } = await opened({
      text: 'one, two\n\n',
      spoil: (part) => (spoils ? spoil(part) : part)
    })
    const { thread } = await model.open(CHAT, NEVER)
    const { length } = thread
    spoils = true
    await expect(thread.write(writing())).rejects.toThrow(/does not say .*recent llama-server/)
    expect(thread.length).toBe(length)
  })

  test('is full where the server says so, whatever was told before', async () => {
    let full = false
    const { model } = await opened({
      text: 'one\n\n',
      instead: (_, response) => {
        const error = { message: 'too long', type: 'exceed_context_size_error', code: 400 }
        if (full) json(response, { error }, 400)
        return full
      }
    })
    const { thread } = await model.open(CHAT, NEVER)
    full = true
    await expect(thread.write(writing())).rejects.toBeInstanceOf(ContextFull)
  })

  test('keeps its session and its slot, and gives the slot back', async () => {
    const { model, received } = await opened({ text: 'one\n\n' })
    const slotsOf = () =>
      received
        .filter(({ path }) => path === '/completion')
        .map(({ body }) => (JSON.parse(body) as { id_slot?: number }).id_slot)
    const first = await model.open(CHAT, NEVER)
    await first.thread.write(writing())
    const second = await model.open(CHAT, NEVER)
    await first.thread.close()
    await model.open(CHAT, NEVER)
    expect(slotsOf().slice(-4)).toEqual([0, 0, 1, 0])
    await second.thread.close()
    const sessions = received.slice(-6).map(({ headers }) => headers['x-session-id'])
    expect(new Set(sessions).size).toBeGreaterThan(1)
  })
})

describe('who is met', () => {
  async function meeting(script: Script, parts: Partial<ServerSource> = {}) {
    const { url } = await scriptedServer(answerAsLlama(script))
    return meetServer(sourceAt(url, parts), connect(url, { limits: { ...LIMITS, pauses: [] } }))
  }

  test.each<[string, Script, Partial<ServerSource>, RegExp]>([
    ['has no model', { models: [] }, {}, /lists no models/],
    ['has another model', {}, { model: 'other' }, /has no model "other"\. It has "counter"/],
    [
      'has several',
      { models: [MODEL, { ...MODEL, id: 'second' }] },
      {},
      /several models: "counter", "second"\. Name one/
    ],
    [
      'is of another kind',
      { models: [{ id: 'gpt', owned_by: 'openai' }] },
      {},
      /neither a llama-server nor a vLLM \(it is of "openai"\).*with the same model will do/
    ],
    [
      'is of another kind that splits no text',
      { models: [{ id: 'gpt' }] },
      {},
      /nor a vLLM, and it does not split a text into tokens \(\/tokenize\), take a prompt as tokens and say which it wrote, say how probable a given token is, nor say what of a prompt it remembered\./
    ]
  ])('says so where a server %s', async (_, script, parts, why) => {
    await expect(meeting(script, parts)).rejects.toThrow(why)
  })

  test('has as many weights as a person says, else as it says itself', async () => {
    expect((await meeting({})).identity.parameters).toBe(1000)
    expect((await meeting({}, { parameters: 7e9 })).identity.parameters).toBe(7e9)
  })

  test('is another where it has another model by now', async () => {
    let models: readonly object[] = [MODEL]
    const { url, received } = await scriptedServer((asked, response) =>
      answerAsLlama({ models })(asked, response)
    )
    const server = sourceAt(url)
    const wanted = {
      setup: pairSetupSchema.parse({ target: server, draft: server }),
      hashes: [],
      keys: [],
      settings: DEFAULT_SETTINGS
    }
    const demand = { paths: 1, context: 100 }
    const admitted = await createServerBackend(() => undefined).admit(wanted, ['target', 'draft'])
    const loaded = await admitted.load(demand)
    const met = received.length
    expect(await loaded.serve(demand)).toBe(true)
    // It computes nothing to say who it is.
    expect(received.slice(met).map(({ path }) => path)).not.toContain('/completion')
    models = [{ ...MODEL, meta: { ...MODEL.meta, n_params: 2000 } }]
    expect(await loaded.serve(demand)).toBe(false)
  })
})
