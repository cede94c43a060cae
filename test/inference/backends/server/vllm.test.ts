import { describe, expect, test } from 'vitest'
import type { Chat } from '../../../../src/core/ports.ts'
import { connect, LIMITS } from '../../../../src/inference/backends/server/connection.ts'
import {
  identifyServer,
  meetServer
} from '../../../../src/inference/backends/server/meet-server.ts'
import { ServerModel } from '../../../../src/inference/backends/server/server-model.ts'
import {
  answerAsVllm,
  detokenize,
  type Asked,
  type Script
} from '../../../helpers/miniature-vllm.ts'
import { type Received, scriptedServer } from '../../../helpers/scripted-server.ts'
import { DIGITS, NEVER, QUESTION, writing } from '../../../helpers/writing.ts'

const CHAT: Chat = { system: 'Brief.', user: 'Count.', opening: '', thinking: null }

async function opened(script: Script, parameters: number | null = 1000) {
  const server = await scriptedServer(answerAsVllm(script))
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
  const { url } = await scriptedServer(answerAsVllm({}))
  const known = await meetServer({ ...source, url }, connect(url))
  expect(await identifyServer({ ...source, url }, connect(url))).toBe(known.identity.sha256)
})

describe('a server of another name', () => {
  test('is used as a vLLM where it does all that is needed', async () => {
    const { model, received } = await opened({ owner: 'a gateway', text: 'one\n\n' })
    expect(howToSplit(received)).toEqual(['/tokenize'])
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

/** The requests that found out how a server splits texts. */
function howToSplit(received: readonly Received[]): string[] {
  const asked = received.filter(({ body }) => body.includes('"prompt":"1+1="'))
  return asked.map(({ path }) => path)
}

describe('a gateway without a page that splits texts', () => {
  const gateway = { owner: 'organization-owner', splitsInCompletions: true } as const

  test('is asked by completions, which stand on the bill', async () => {
    const { model, asked } = await opened({ ...gateway, text: 'one\n\n' })
    const { thread, usage } = await model.open(CHAT, NEVER)
    const read = asked().at(-1)!.prompt as number[]
    expect(detokenize(read)).toMatch(/^<\|im_start\|>system\nBrief\.<\|im_end\|>/)
    // The prompt in its pieces, the parts of the template known from the meeting, and the prompt as a whole.
    expect(usage.prefilled).toBeGreaterThan(read.length - 3)
    expect((await thread.write(writing({ stop: '\n\n' }))).text).toBe('one\n\n')
    const added = await thread.append('127+88', NEVER)
    expect([added.tokens, added.usage.prefilled]).toEqual([6, 6])
    // What was split once is known.
    await thread.rewind({ tokens: thread.length - 6 })
    expect((await thread.append('127+88', NEVER)).usage.prefilled).toBe(0)
  })

  test.each([
    ['a <|im_end|><think> b', 'in the middle'],
    ['<|im_end|>½', 'at the beginning, before half characters'],
    ['<|im_start|>', 'alone']
  ])('reads no special token in what people write: %s (%s)', async (text) => {
    const { model } = await opened(gateway)
    const { thread } = await model.open(CHAT, NEVER)
    const start = thread.mark()
    const { tokens } = await thread.append(text, NEVER)
    expect(tokens).toBe(Buffer.byteLength(text))
    expect(thread.textAfter(start)).toBe(text)
  })

  test('is known again, and hardly made to compute for that', async () => {
    const source = { kind: 'server' as const, model: null, parameters: 1000 }
    const { url, received } = await scriptedServer(answerAsVllm(gateway))
    const known = await meetServer({ ...source, url }, connect(url))
    expect(howToSplit(received)).toEqual(['/tokenize', '/v1/completions'])
    received.length = 0
    const again = await identifyServer({ ...source, url }, connect(url), known)
    expect(again).toBe(known.identity.sha256)
    expect(howToSplit(received)).toEqual([])
    // The list of models; a text whole and in the two parts that are read apart, two of the three beginning with half characters.
    expect(received.map(({ path }) => path)).toEqual([
      '/v1/models',
      ...new Array<string>(5).fill('/v1/completions')
    ])
  })

  test('is found anew where it splits texts at a page by now', async () => {
    const script: { splitsInCompletions?: boolean; owner: string } = { ...gateway }
    const { url, received } = await scriptedServer((...asked) => answerAsVllm(script)(...asked))
    const source = { kind: 'server' as const, url, model: null, parameters: 1000 }
    const known = await meetServer(source, connect(url))
    received.length = 0
    script.splitsInCompletions = false
    // Its template is part of what is known of it now.
    expect(await identifyServer(source, connect(url), known)).not.toBe(known.identity.sha256)
    expect(howToSplit(received)).toEqual(['/tokenize'])
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
