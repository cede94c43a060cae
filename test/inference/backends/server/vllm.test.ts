import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Chat } from '../../../../src/core/ports.ts'
import { connect, LIMITS } from '../../../../src/inference/backends/server/connection.ts'
import {
  identifyServer,
  meetServer
} from '../../../../src/inference/backends/server/meet-server.ts'
import { ServerModel } from '../../../../src/inference/backends/server/server-model.ts'
import { events, json, scriptedServer, type Received } from '../../../helpers/scripted-server.ts'
import { DIGITS, NEVER, QUESTION, writing } from '../../../helpers/writing.ts'

/** vLLM in miniature, with the fields that 0.32 answers with: a byte is a token, and so are three marks. */

const MARKS = ['<|im_start|>', '<|im_end|>', '<think>']
const FIRST_MARK = 256
const EOS = FIRST_MARK + 1

interface Asked {
  readonly prompt: string | readonly number[]
  readonly messages?: readonly { role: string; content: string }[]
  readonly tokens: readonly number[]
  readonly max_tokens: number
  readonly stream?: boolean
  readonly stop?: readonly string[]
  readonly logprob_token_ids?: readonly number[]
  readonly prompt_logprobs?: number
}

interface Script {
  /** What it writes, and then ends its turn. */
  readonly text?: string
  /** Tokens in one part of the stream. */
  readonly together?: number
  readonly cached?: number | null
  /** Whose its model is, behind a gateway that does not pass the version on. */
  readonly owner?: string
  /** What it does not do. */
  readonly without?: 'tokenize' | 'token_ids' | 'logprob_token_ids'
  /** Whether it counts in its last part alone, as behind a router that does not pass on what it does not know. */
  readonly countsLate?: boolean
  /** Breaks off after the first part, so often. */
  breaks?: number
}

function tokenize(text: string): number[] {
  const parts = text.split(/(<\|im_start\|>|<\|im_end\|>|<think>)/)
  return parts.flatMap((part) =>
    MARKS.includes(part) ? [FIRST_MARK + MARKS.indexOf(part)] : [...Buffer.from(part)]
  )
}

function detokenize(ids: readonly number[]): string {
  return ids.map((id) => MARKS[id - FIRST_MARK] ?? String.fromCharCode(id)).join('')
}

function answer(script: Script) {
  return ({ path, body }: Received, response: ServerResponse): void => {
    const asked = (body === '' ? {} : JSON.parse(body)) as Asked
    switch (path) {
      case '/v1/models':
        return json(response, {
          data: [{ id: 'm', owned_by: script.owner ?? 'vllm', max_model_len: 2000 }]
        })
      case '/version':
        return script.owner === undefined
          ? json(response, { version: '0.0.1' })
          : json(response, { detail: 'Not Found' }, 404)
      case '/tokenize': {
        if (script.without === 'tokenize') return json(response, { detail: 'Bad Request' }, 400)
        const text =
          asked.messages
            ?.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`)
            .join('')
            .concat('<|im_start|>assistant\n') ?? (asked.prompt as string)
        const tokens = tokenize(text)
        const token_strs = tokens.map((id) => detokenize([id]).replace('\n', 'Ċ').replace(' ', 'Ġ'))
        return json(response, { tokens, token_strs: asked.messages ? null : token_strs })
      }
      case '/detokenize':
        return json(response, { prompt: detokenize(asked.tokens) })
      default:
        return complete(asked, response, script)
    }
  }
}

function complete(asked: Asked, response: ServerResponse, script: Script): void {
  const { text = '', together = 1, cached = 3 } = script
  const prompt_tokens = asked.prompt.length
  const usage = (completion_tokens: number) => ({ prompt_tokens, completion_tokens })
  const details = { prompt_tokens_details: cached === null ? null : { cached_tokens: cached } }
  if (asked.prompt_logprobs !== undefined) {
    const prompt_logprobs = [...asked.prompt].map((id, index) =>
      index === 0 ? null : { [id]: { logprob: -0.25 } }
    )
    const choices = [{ text: 'x', token_ids: [120], finish_reason: 'length', prompt_logprobs }]
    return json(response, { choices, usage: { ...usage(1), ...details } })
  }
  const stop = asked.stop?.[0]
  const whole = stop !== undefined && text.includes(stop)
  const said = whole ? text.slice(0, text.indexOf(stop) + stop.length) : text
  const tokens = [...Buffer.from(said), ...(whole ? [] : [EOS])].slice(0, asked.max_tokens)
  const parts: object[] = []
  for (let from = 0; from < tokens.length; from += together) {
    const ids = tokens.slice(from, from + together)
    const isLast = from + together >= tokens.length
    const stopped = whole || ids.at(-1) === EOS
    const choice = {
      text: detokenize(ids.filter((id) => id !== EOS)),
      ...(script.without !== 'token_ids' && { token_ids: ids }),
      logprobs: {
        token_logprobs: ids.map(() => -0.5),
        top_logprobs: ids.map(() =>
          script.without === 'logprob_token_ids'
            ? { x: -1 }
            : Object.fromEntries(
                (asked.logprob_token_ids ?? []).map((id) => [`token_id:${id}`, -3])
              )
        )
      },
      finish_reason: isLast ? (stopped ? 'stop' : 'length') : null,
      stop_reason: isLast && whole ? stop : null
    }
    const counted = { usage: usage(Math.min(tokens.length, from + together)) }
    parts.push({ choices: [choice], ...(script.countsLate !== true && counted) })
  }
  if (asked.stream !== true) {
    return json(response, { ...parts[0], usage: { ...usage(1), ...details } })
  }
  if ((script.breaks ?? 0) > 0 && asked.max_tokens > 8) {
    script.breaks! -= 1
    events(response, [parts[0], { error: { message: 'EngineCore died', code: 500 } }, '[DONE]'])
  } else {
    const last = { choices: [], usage: { ...usage(tokens.length), ...details } }
    events(response, [...parts, last, '[DONE]'])
  }
  response.end()
}

const CHAT: Chat = { system: 'Brief.', user: 'Count.', opening: '', thinking: null }

async function opened(script: Script, parameters: number | null = 1000) {
  const server = await scriptedServer(answer(script))
  const connection = connect(server.url, { limits: { ...LIMITS, pauses: [1] } })
  const source = { kind: 'server', url: server.url, model: null, parameters } as const
  const met = await meetServer(source, connection)
  const retries: string[] = []
  const options = { contextSize: 4096, paths: 2, exact: false }
  const model = await ServerModel.create(met, options, (reason) => retries.push(reason))
  const asked = () =>
    server.received
      .filter(({ path }) => path === '/v1/completions')
      .map(({ body }) => JSON.parse(body) as Asked)
  return { ...server, model, retries, asked }
}

describe('a thread on vLLM', () => {
  test('opens with the template that the server renders', async () => {
    const { model, asked } = await opened({})
    await model.open(CHAT, NEVER)
    const whole =
      '<|im_start|>system\nBrief.<|im_end|>\n<|im_start|>user\nCount.<|im_end|>\n<|im_start|>assistant\n'
    // The last token waits for whoever wants to know what follows.
    expect(detokenize(asked().at(-1)!.prompt as number[])).toBe(whole.slice(0, -1))
  })

  test.each([1, 3])(
    'writes to its stop, and bills what was not remembered (%i at once)',
    async (together) => {
      const { model } = await opened({ text: 'one, two\n\nmore', together })
      const { thread } = await model.open(CHAT, NEVER)
      const { length } = thread
      const { text, tokens, stop, usage } = await thread.write(writing({ stop: '\n\n' }))
      expect([text, tokens, stop]).toEqual(['one, two\n\n', 10, 'delimiter'])
      expect(usage).toMatchObject({ decoded: 10, prefilled: length - 1 - 3 })
    }
  )

  test('bills what it wrote where the server counts at the end alone', async () => {
    const { model } = await opened({ text: 'one, two, three, four', countsLate: true })
    const { thread } = await model.open(CHAT, NEVER)
    const { length } = thread
    const start = thread.mark()
    const whole = await thread.write(writing({ maxTokens: 8 }))
    expect(whole.usage).toMatchObject({ decoded: 8, prefilled: length - 1 - 3 })
    await thread.rewind(start)
    const left = await thread.write(writing({ end: (text) => (text === 'one,' ? 4 : null) }))
    expect(left.usage.decoded).toBe(4)
  })

  test('ends with the turn, whose token is no text', async () => {
    const { model } = await opened({ text: 'one' })
    const { thread } = await model.open(CHAT, NEVER)
    const before = thread.length
    const { text, tokens, stop, usage } = await thread.write(writing())
    expect([text, tokens, stop, usage.decoded]).toEqual(['one', 3, 'end-of-turn', 4])
    expect(thread.length).toBe(before + 3)
  })

  test('does not take [DONE] behind an error for an end', async () => {
    const { model, retries } = await opened({ text: 'one\n\n', breaks: 1 })
    const { thread } = await model.open(CHAT, NEVER)
    const { text, usage } = await thread.write(writing({ stop: '\n\n' }))
    expect(text).toBe('one\n\n')
    expect(retries[0]).toContain('"EngineCore died"')
    expect(usage.decoded).toBe(text.length + 1)
  })

  test('reads a long step whole, and a short one behind a long path token by token', async () => {
    const { model, asked } = await opened({})
    const { thread } = await model.open(CHAT, NEVER)
    const step = '127+88=215. '
    const short = await thread.tokenProbabilities(step, NEVER)
    expect(asked().at(-1)!.prompt_logprobs).toBe(0)
    expect(short.probabilities).toEqual([...step].map(() => Math.exp(-0.25)))
    await thread.append('x'.repeat(300), NEVER)
    const before = asked().length
    const alone = await thread.tokenProbabilities('12\n', NEVER)
    expect(alone.probabilities).toEqual(Array(3).fill(Math.exp(-3)))
    expect(
      asked()
        .slice(before)
        .map(({ logprob_token_ids: ids }) => ids)
    ).toEqual([[49], [50], [10]])
    expect(alone.usage.decoded).toBe(0)
  })

  test('reads digits in one request', async () => {
    const { model, asked } = await opened({})
    const { thread } = await model.open(CHAT, NEVER)
    const before = asked().length
    const { probabilities } = await thread.choices({ ...QUESTION, user: 'Score' }, DIGITS, NEVER)
    expect(probabilities).toHaveLength(10)
    expect(asked().length - before).toBe(1)
  })

  test('reads no special token in what people write', async () => {
    const { model } = await opened({})
    const { thread } = await model.open(CHAT, NEVER)
    const start = thread.mark()
    const { tokens } = await thread.append('a <|im_end|><think> b', NEVER)
    expect(tokens).toBe('a <|im_end|><think> b'.length)
    expect(thread.textAfter(start)).toBe('a <|im_end|><think> b')
  })
})

test('a vLLM is known again by what it says of itself', async () => {
  const source = { kind: 'server' as const, model: null, parameters: 1000 }
  const { url } = await scriptedServer(answer({}))
  const known = await meetServer({ ...source, url }, connect(url))
  expect(await identifyServer({ ...source, url }, connect(url))).toBe(known.identity.sha256)
})

describe('a server of another name', () => {
  test('is used as a vLLM where it does all that is needed', async () => {
    const { model } = await opened({ owner: 'a gateway', text: 'one\n\n' })
    const { thread } = await model.open(CHAT, NEVER)
    expect((await thread.write(writing({ stop: '\n\n' }))).text).toBe('one\n\n')
  })

  test('is told the flag where that alone is missing', async () => {
    const gateway = opened({ owner: 'a gateway', cached: null })
    await expect(gateway).rejects.toThrow('--enable-prompt-tokens-details')
  })

  test.each([
    ['tokenize', 'it does not split a text into tokens (/tokenize). By these'],
    ['token_ids', 'it does not take a prompt as tokens and say which it wrote. By these'],
    ['logprob_token_ids', 'it does not say how probable a given token is. By these']
  ] as const)('is refused where it lacks %s, which is named', async (without, said) => {
    await expect(opened({ owner: 'organization-owner', without })).rejects.toThrow(
      `nor a vLLM (it is of "organization-owner"), and ${said}`
    )
  })
})

describe('a vLLM that cannot serve', () => {
  test('is told what it has to be started with', async () => {
    await expect(opened({ cached: null })).rejects.toThrow('--enable-prompt-tokens-details')
  })

  test('is asked for by how many weights it has', async () => {
    await expect(opened({}, null)).rejects.toThrow('--target-parameters 32B')
  })
})
