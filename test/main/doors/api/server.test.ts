import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { MAX_BODY_BYTES, MAX_WAITING } from '../../../../src/main/doors/api/limits.ts'
import { openApiDoor } from '../../../../src/main/doors/api/server.ts'
import { EngineFailure } from '../../../../src/main/engine/engine.ts'
import { listRuns } from '../../../../src/main/runs/list-runs.ts'
import { METHOD_NAMES } from '../../../../src/shared/options.ts'
import { solveDocumentSchema } from '../../../../src/shared/solve-document.ts'
import { othersThatAnswer } from '../../../helpers/other-addresses.ts'
import { type Answer, testedApi, type TestedApi } from '../../../helpers/api-door.ts'
import { ScriptedEngine } from '../../../helpers/scripted-engine.ts'

const CHAT = '/v1/chat/completions'
const TEXT = '/v1/completions'
const messages = [{ role: 'user', content: 'What is 3 + 5?' }]

interface Step {
  readonly path: number
  readonly step: number
}

/** All that is read of a choice, whole or in a chunk. */
interface Choice {
  readonly index: number
  readonly text: string
  readonly message: { readonly content: string; readonly reasoning_content?: string }
  readonly delta: { readonly content?: string; readonly reasoning_content?: string }
  readonly finish_reason: string | null
  readonly tandem: {
    readonly run: string
    readonly answer: string
    readonly seed: number
    readonly votes: readonly unknown[]
    readonly paths: readonly { readonly steps: readonly unknown[] }[]
    readonly step?: Step
  }
}

interface Body {
  readonly error: Readonly<Record<string, unknown>>
  readonly choices: readonly Choice[]
  readonly usage: Readonly<Record<string, unknown>>
  readonly data: readonly { readonly id: string }[]
}

function parsed({ text }: Pick<Answer, 'text'>): Body {
  return JSON.parse(text) as Body
}

/** The chunks of a stream, without its comments and its end. */
function chunksOf({ text }: Answer) {
  const data = text.split('\n\n').filter((line) => line.startsWith('data: '))
  return data
    .map((line) => line.slice('data: '.length))
    .filter((line) => line !== '[DONE]')
    .map((line) => parsed({ text: line }))
}

function runsOf({ services: { database } }: TestedApi) {
  return listRuns(database, Date.now(), {})
}

describe('the API lets in', () => {
  it('programs that show the token', async () => {
    const { send } = await testedApi()
    const { status, text } = await send('/v1/models')
    expect(status).toBe(200)
    expect(parsed({ text }).data.map(({ id }) => id)).toEqual(
      METHOD_NAMES.map((name) => `${name}/bundled`)
    )
  })

  it('nobody at another address of this machine', async () => {
    const { door } = await testedApi()
    expect(await othersThatAnswer(Number(new URL(door.url).port))).toEqual([])
  })

  it('those that call this machine localhost', async () => {
    const { send, door } = await testedApi()
    const host = `localhost:${new URL(door.url).port}`
    expect((await send('/v1/models', undefined, { host })).status).toBe(200)
  })

  it.each([
    ['without a token', { authorization: '' }, 401],
    ['with another token', { authorization: `Bearer ${'x'.repeat(43)}` }, 401],
    ['with the token in another way', { authorization: 'Basic abc' }, 401],
    ['under the name of another host', { host: 'evil.example' }, 403],
    ['from the page of another site', { origin: 'http://evil.example' }, 403],
    ['from an opaque origin', { origin: 'null' }, 403]
  ])('nobody %s', async (_who, headers, status) => {
    const api = await testedApi()
    for (const [path, body] of [
      ['/v1/models'],
      [CHAT, { model: 'ssr/bundled', messages }]
    ] as const) {
      const answer = await api.send(path, body, headers)
      expect(answer.status).toBe(status)
      expect(parsed(answer).error.message).toMatch(/\w+ \w+/)
    }
    expect(api.engine.jobs).toEqual([])
  })

  it('no browser that asks whether it might', async () => {
    const { send } = await testedApi()
    const origin = 'http://evil.example'
    const { status, headers } = await send(CHAT, undefined, { origin }, { method: 'OPTIONS' })
    expect(status).toBe(403)
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('the API refuses in the form of OpenAI', () => {
  it.each([
    ['an address that is none', '/v1/embeddings', {}, 404, 'unknown_url'],
    ['a model that is none', CHAT, { model: 'gpt-5', messages }, 404, 'model_not_found'],
    ['a method that is none', CHAT, { model: 'magic/bundled', messages }, 404, 'model_not_found'],
    ['a pair that is none', '/v1/models/ssr%2Fother', undefined, 404, 'model_not_found'],
    [
      'what it cannot honour',
      CHAT,
      { model: 'ssr/bundled', messages, logprobs: true },
      400,
      'unsupported_value'
    ],
    ['what is no JSON', CHAT, '{"model"', 400, 'invalid_json'],
    ['a malformed address', '/v1/%zz', undefined, 400, null]
  ])('%s', async (_what, path, body, status, code) => {
    const { send, engine } = await testedApi()
    const answer = await send(path, body)
    expect(answer.status).toBe(status)
    expect(parsed(answer).error).toMatchObject({ type: 'invalid_request_error', code })
    expect(engine.jobs).toEqual([])
  })

  it('what is larger than a request may be, and goes on answering', async () => {
    const { send, faults } = await testedApi()
    expect((await send(CHAT, 'x'.repeat(MAX_BODY_BYTES + 1))).status).toBe(413)
    expect((await send('/v1/models')).status).toBe(200)
    expect(faults).toEqual([])
  })

  it('nothing of a client that leaves in the middle of its body, which is no fault', async () => {
    const { door, token, send, faults } = await testedApi()
    const { port } = new URL(door.url)
    const socket = connect(Number(port), '127.0.0.1')
    const head = [
      `POST ${CHAT} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Authorization: Bearer ${token}`
    ]
    socket.write([...head, 'Content-Length: 100', '', '{"model":'].join('\r\n'))
    await once(socket, 'connect')
    expect((await send('/v1/models')).status).toBe(200)
    socket.destroy()
    await once(socket, 'close')
    expect((await send('/v1/models')).status).toBe(200)
    expect(faults).toEqual([])
  })

  it('another method, with the one that would do', async () => {
    const { send } = await testedApi()
    const { status, headers } = await send(CHAT)
    expect([status, headers.allow]).toEqual([405, 'POST'])
  })

  it('what the engine refuses, which no client should repeat by itself', async () => {
    const engine = new ScriptedEngine({
      before() {
        throw new EngineFailure('out-of-memory', 'The memory is full.', {
          hint: 'Take fewer paths.'
        })
      }
    })
    const { send } = await testedApi(engine)
    const answer = await send(CHAT, { model: 'ssr/bundled', messages })
    expect(answer).toMatchObject({ status: 500, headers: { 'x-should-retry': 'false' } })
    expect(parsed(answer).error).toMatchObject({
      message: 'The memory is full. Take fewer paths.',
      type: 'server_error',
      code: 'out-of-memory'
    })
    const streamed = await send(CHAT, { model: 'ssr/bundled', messages, stream: true })
    expect(chunksOf(streamed).at(-1)!.error).toEqual(parsed(answer).error)
    expect(streamed.text).not.toContain('[DONE]')
  })
})

describe('a chat completion', () => {
  it('is the solution, with the whole attempt beside it, and a run in the history', async () => {
    const api = await testedApi()
    const answer = await api.send(CHAT, { model: 'ssr/bundled', messages, seed: 7 })
    expect(answer.status).toBe(200)
    const { choices, usage, ...rest } = parsed(answer)
    expect(rest).toMatchObject({ object: 'chat.completion', model: 'ssr/bundled' })
    const { message, finish_reason, tandem } = choices[0]!
    expect(message).toMatchObject({ role: 'assistant' })
    expect(message.content).toContain(`\\boxed{${tandem.answer}}`)
    expect(finish_reason).toBe('stop')
    const { run, ...document } = tandem
    expect(solveDocumentSchema.parse(document)).toMatchObject({ method: 'ssr', seed: 7 })
    expect(usage.total_tokens).toBeGreaterThan(0)
    const [listed, ...others] = runsOf(api)
    expect(others).toEqual([])
    expect(listed).toMatchObject({ id: run, kind: 'solve', status: 'finished', tags: ['api'] })
  })

  it('streamed says the same, steps first, and its usage where that is wanted', async () => {
    const { send } = await testedApi()
    const wanted = { model: 'ssr/bundled', messages, seed: 7 }
    const whole = parsed(await send(CHAT, wanted))
    const answer = await send(CHAT, {
      ...wanted,
      stream: true,
      stream_options: { include_usage: true }
    })
    expect(answer.headers['content-type']).toContain('text/event-stream')
    expect(answer.text.endsWith('data: [DONE]\n\n')).toBe(true)
    const chunks = chunksOf(answer)
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta))
    const { message, tandem } = whole.choices[0]!
    const joined = (field: 'content' | 'reasoning_content') =>
      deltas.map((delta) => delta[field] ?? '').join('')
    expect(deltas[0]).toEqual({ role: 'assistant', content: '' })
    expect(joined('content')).toBe(message.content)
    expect(joined('reasoning_content')).toBe(message.reasoning_content)
    expect(deltas.findIndex((delta) => delta.content)).toBeGreaterThan(
      deltas.findLastIndex((delta) => delta.reasoning_content)
    )
    const steps = tandem.paths.flatMap((path) => path.steps)
    expect(chunks.filter(({ choices }) => choices[0]?.tandem?.step)).toHaveLength(steps.length)
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage })
    expect(chunks.at(-2)!.choices[0]).toMatchObject({
      finish_reason: 'stop',
      tandem: { answer: tandem.answer, votes: tandem.votes }
    })
    const bare = await send(CHAT, { ...wanted, stream: true })
    expect(chunksOf(bare).some((chunk) => 'usage' in chunk)).toBe(false)
  })

  it('comes n times, each with a seed and a run of its own', async () => {
    const api = await testedApi()
    const { choices } = parsed(
      await api.send(CHAT, { model: 'baseline/bundled', messages, n: 3, seed: 9 })
    )
    expect(choices.map(({ index, tandem }) => [index, tandem.seed])).toEqual([
      [0, 9],
      [1, 10],
      [2, 11]
    ])
    expect(runsOf(api)).toHaveLength(3)
  })

  it('of one path stops computing at a stop sequence', async () => {
    const api = await testedApi(new ScriptedEngine({ callMs: 5 }))
    const wanted = { model: 'baseline/bundled', messages, stop: ['makes'] }
    const { message, finish_reason, tandem } = parsed(await api.send(CHAT, wanted)).choices[0]!
    expect(message.content).toBe('3 plus 5 ')
    expect(finish_reason).toBe('stop')
    expect(tandem).toMatchObject({ outcome: 'stopped' })
    expect(tandem.paths[0]!.steps).toHaveLength(1)
  })
})

describe('a text completion', () => {
  it('answers each prompt, n times', async () => {
    const { send } = await testedApi()
    const prompt = ['What is 3 + 5?', 'What is 10 + 20?']
    const answer = parsed(await send(TEXT, { model: 'baseline/bundled', prompt, n: 2, seed: 1 }))
    expect(answer.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3])
    expect(answer.choices.map(({ text }) => /\d+ plus \d+/.exec(text)?.[0])).toEqual([
      '3 plus 5',
      '3 plus 5',
      '10 plus 20',
      '10 plus 20'
    ])
  })

  it('streamed says the same', async () => {
    const { send } = await testedApi()
    for (const model of ['baseline/bundled', 'ssr/bundled']) {
      const wanted = { model, prompt: 'What is 3 + 5?', seed: 7 }
      const whole = parsed(await send(TEXT, wanted))
      const chunks = chunksOf(await send(TEXT, { ...wanted, stream: true }))
      const text = chunks.map(({ choices }) => choices[0]!.text).join('')
      expect(text).toBe(whole.choices[0]!.text)
      expect(chunks[0]!.choices[0]!.tandem.step).toMatchObject({ path: 0, step: 0 })
    }
  })
})

describe('requests at once', () => {
  it('are answered one after the other, and all of them', async () => {
    const { send, services } = await testedApi(new ScriptedEngine({ callMs: 1 }))
    const lone = vi.fn<(statuses: readonly string[]) => void>()
    services.live.on('changed', () => {
      lone(listRuns(services.database, 0, {}).map(({ status }) => status))
    })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send(CHAT, { model: 'baseline/bundled', messages }))
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    const atWork = lone.mock.calls.map(([all]) => all.filter((one) => one === 'running').length)
    expect(Math.max(...atWork)).toBe(1)
  })

  it('are refused with the length of the line where too many wait', async () => {
    const api = await testedApi(new ScriptedEngine({ callMs: 1000 }))
    const refused: Answer[] = []
    const all = Array.from({ length: MAX_WAITING + 3 }, async () => {
      const answer = await api.send(CHAT, { model: 'baseline/bundled', messages })
      if (answer.status === 429) refused.push(answer)
    })
    await vi.waitFor(() => expect(refused).toHaveLength(2), { timeout: 10_000 })
    expect(refused[0]!.headers['retry-after']).toBe('5')
    expect(parsed(refused[0]!).error).toMatchObject({
      type: 'rate_limit_error',
      code: 'queue_full',
      queue_length: MAX_WAITING
    })
    await api.door.close()
    await Promise.all(all)
    expect(refused).toHaveLength(2)
    // Whoever waited left no run behind.
    expect(runsOf(api)).toHaveLength(1)
  })

  it('stop when their client leaves, and those behind them go on', async () => {
    const api = await testedApi(new ScriptedEngine({ callMs: 20 }))
    const wanted = { model: 'ssr/bundled', messages, stream: true }
    const leaving = api.send(CHAT, wanted, {}, { leaveAfter: /"step"/ })
    const never = api.send(CHAT, wanted, {}, { leaveAfter: /"role"|: / })
    await leaving
    expect((await api.send(CHAT, { model: 'baseline/bundled', messages })).status).toBe(200)
    await never
    await vi.waitFor(() => expect(runsOf(api).map(({ status }) => status)).toContain('stopped'))
    const statuses = runsOf(api).map(({ status }) => status)
    expect(statuses.filter((status) => status === 'finished')).toHaveLength(1)
    expect(api.faults).toEqual([])
  })
})

describe('the end of the API', () => {
  it('stops what is being answered, and says so', async () => {
    const api = await testedApi(new ScriptedEngine({ callMs: 50 }))
    const answer = api.send(CHAT, { model: 'ssr/bundled', messages })
    await vi.waitFor(() => expect(api.engine.jobs).toHaveLength(1))
    await api.door.close()
    expect(await answer).toMatchObject({ status: 503 })
    expect(runsOf(api)[0]).toMatchObject({ status: 'stopped' })
  })

  it('is told where its port is taken', async () => {
    const api = await testedApi()
    const port = Number(new URL(api.door.url).port)
    await expect(openApiDoor({ ...api.options, port })).rejects.toThrow(`Port ${port} is taken`)
    expect(api.faults).toEqual([])
  })
})
