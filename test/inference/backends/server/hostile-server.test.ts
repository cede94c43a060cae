import { gzipSync } from 'node:zlib'
import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Chat } from '../../../../src/core/ports.ts'
import {
  connect,
  LIMITS,
  type Limits
} from '../../../../src/inference/backends/server/connection.ts'
import { examineServer } from '../../../../src/inference/backends/server/examine-server.ts'
import { meetServer } from '../../../../src/inference/backends/server/meet-server.ts'
import type { MetServer } from '../../../../src/inference/backends/server/met-server.ts'
import { ServerFailure } from '../../../../src/inference/backends/server/server-failure.ts'
import { ServerModel } from '../../../../src/inference/backends/server/server-model.ts'
import { answerAsLlama, MODEL } from '../../../helpers/miniature-llama.ts'
import { answerAsVllm } from '../../../helpers/miniature-vllm.ts'
import {
  events,
  json,
  scriptedServer,
  type Answer,
  type Received
} from '../../../helpers/scripted-server.ts'
import { NEVER, writing } from '../../../helpers/writing.ts'

/** Servers that say what no server says: each over HTTP, each ended by a sentence before the test's time is. */

const CHAT: Chat = { system: null, user: 'Count.', opening: '', thinking: null }

/** Says something of its own at some addresses, and is a sound server elsewhere. Whoever writes nothing leaves it to that one. */
function otherwise(sound: Answer, own: Answer): Answer {
  return (asked, response) => {
    own(asked, response)
    if (!response.headersSent) sound(asked, response)
  }
}

function at(path: string, value: unknown): Answer {
  return (asked, response) => {
    if (asked.path === path) json(response, value)
  }
}

/** The same with a body that no program of ours would write. */
function raw(path: string, body: string): Answer {
  return (asked, response) => {
    if (asked.path === path) response.end(body)
  }
}

async function met(answer: Answer, limits: Partial<Limits> = {}): Promise<MetServer> {
  const { url } = await scriptedServer(answer)
  const source = { kind: 'server', url, model: null, parameters: null } as const
  return meetServer(source, connect(url, { limits: { ...LIMITS, pauses: [], ...limits } }))
}

/** The sentence that ends it, which anybody can be shown. */
async function sentence(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(() => null).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ServerFailure)
  const { message } = error as ServerFailure
  expect(message.length).toBeLessThan(2000)
  expect(message).toMatch(/^[^\p{C}]+[.?]$/u)
  return message
}

const llama = answerAsLlama({})
const props = (change: object) =>
  at('/props', {
    ...{ default_generation_settings: { n_ctx: 300 }, total_slots: 2, chat_template: '' },
    ...change
  })
const meta = (change: object) =>
  at('/v1/models', { data: [{ ...MODEL, meta: { ...MODEL.meta, ...change } }] })

describe('a server that says of itself what cannot be is refused:', () => {
  const context = (n_ctx: unknown) => props({ default_generation_settings: { n_ctx } })
  test.each<[string, Answer, RegExp]>([
    ['no context', context(0), /how many tokens a text may have: 0\. That cannot be/],
    ['less than none', context(-4096), /may have: -4096\. That cannot be/],
    ['half a token', context(511.5), /may have: 511\.5\. That cannot be/],
    ['a context without end', context(1e18), /may have: 1000000000000000000\. That cannot be/],
    ['a context in words', context('4096'), /does not say how long a text may be/],
    [
      'a context that is no number',
      raw('/props', '{"default_generation_settings":{"n_ctx":NaN},"total_slots":2}'),
      /something else than JSON/
    ],
    [
      'a context beyond all numbers',
      raw('/props', '{"default_generation_settings":{"n_ctx":1e999},"total_slots":2}'),
      /does not say how long a text may be/
    ],
    ['a billion slots', props({ total_slots: 1e9 }), /how many slots it has: 1000000000\./],
    ['no vocabulary', meta({ n_vocab: 0 }), /its vocabulary has: 0\. That cannot be/],
    [
      'a vocabulary below nothing',
      meta({ n_vocab: -3 }),
      /its vocabulary has: -3\. That cannot be/
    ],
    ['a vocabulary of 2^53', meta({ n_vocab: 2 ** 53 }), /its vocabulary has: 9007199254740992\./],
    ['a vocabulary in words', meta({ n_vocab: 'many' }), /does not say how large its model is/],
    ['1e300 weights', meta({ n_params: 1e300 }), /how many weights its model has: 1e\+300\./],
    ['weights below nothing', meta({ n_params: -7e9 }), /its model has: -7000000000\./],
    ['1e300 bytes', meta({ size: 1e300 }), /how many bytes its model has: 1e\+300\./]
  ])('%s', async (_, own, said) => {
    expect(await sentence(met(otherwise(llama, own)))).toMatch(said)
  })

  test.each([0, -1, 0.5, 1e18])('a vLLM whose texts may have %d tokens', async (length) => {
    const own = at('/v1/models', { data: [{ id: 'm', owned_by: 'vllm', max_model_len: length }] })
    const { url } = await scriptedServer(otherwise(answerAsVllm({}), own))
    const source = { kind: 'server', url, model: null, parameters: 1000 } as const
    expect(await sentence(meetServer(source, connect(url)))).toContain(
      `how many tokens a text may have: ${length}.`
    )
  })

  test('and said so to whoever looks at it', async () => {
    const { url } = await scriptedServer(otherwise(llama, context(-1)))
    const source = { kind: 'server', url, model: null, parameters: null } as const
    expect(await examineServer(source, null)).toMatchObject({ outcome: 'refused' })
  })
})

describe('a model whose name nobody can type', () => {
  const named = (...ids: string[]) =>
    at('/v1/models', { data: ids.map((id) => ({ ...MODEL, id })) })
  const NOVEL = '\u001b]0;pwned\u0007\u0000'.repeat(100_000)

  test.each([
    ['has control characters', 'red\u001b[31m'],
    ['is written backwards', 'model\u202Efugg.'],
    ['is a million characters long', 'm'.repeat(1 << 20)],
    ['is both', NOVEL],
    ['is none', '']
  ])('and %s is refused', async (_, id) => {
    expect(await sentence(met(otherwise(llama, named(id))))).toMatch(/--alias.*--served-model-name/)
  })

  test('is passed over where there are others', async () => {
    expect((await met(otherwise(llama, named(NOVEL, 'sound')))).identity.name).toBe('sound')
    const many = Array.from({ length: 500 }, (_, index) => `model-${index}`)
    const said = await sentence(met(otherwise(llama, named(NOVEL, ...many))))
    expect(said).toMatch(/several models: "model-0", .*, and 490 more\. Name one/)
  })

  test('is not looked for among many thousands', async () => {
    const models = `{"data":[${'{"id":"m"},'.repeat(199_999)}{"id":"m"}]}`
    const said = await sentence(met(otherwise(llama, raw('/v1/models', models))))
    expect(said).toContain('lists 200000 models')
  })

  test('nor is whose it is told at length', async () => {
    const own = at('/v1/models', { data: [{ id: 'm', owned_by: NOVEL }] })
    expect(await sentence(met(otherwise(llama, own)))).toMatch(/it is of "\]0;pwned .* \.\.\."\)/)
  })

  test('and a build and weights of such names are told in short', async () => {
    const own = otherwise(props({ build_info: NOVEL }), meta({ ftype: NOVEL }))
    const { software, architecture } = await met(otherwise(llama, own))
    for (const text of [software, architecture]) {
      expect(text.length).toBeLessThan(150)
      expect(text).toMatch(/^[^\p{Cc}]+$/u)
    }
  })
})

describe('a chat template from a server that', () => {
  const grown = (value: string, more: string, rounds: number) =>
    `{% set a = namespace(x=${value}) %}{% for i in range(${rounds}) %}{% set a.x = a.x ${more} a.x %}{% endfor %}`
  test.each<[string, string, RegExp]>([
    [
      'never ends',
      '{% for i in range(60000) %}{% for j in range(60000) %}{% endfor %}{% endfor %}',
      /does not come to an end/
    ],
    ['counts for ever', '{% for i in range(100000000000) %}{% endfor %}', /come to an end/],
    ['calls itself', '{% macro m(f) %}{{ f(f) }}{% endmacro %}{{ m(m) }}', /goes too far/],
    [
      'writes without end',
      '{% for i in range(9999) %}evil evil evil{% endfor %}',
      /endless prompt/
    ],
    ['doubles a text', grown("'evil'", '~', 40), /goes too far: Invalid string length/],
    ['doubles a list', grown('[1]', '+', 40), /goes too far: Invalid array length/],
    [
      'takes a long text to pieces',
      `${grown("'a'", '~', 28)}{{ a.x.split('a') }}`,
      /goes too far: Invalid string length/
    ],
    ['indents without end', "{{ 'a\nb\nc' | indent(500000000) }}", /goes too far/],
    [
      'fills lists with texts',
      `${grown("'evil'", '~', 15)}{% set b = namespace(x=[]) %}{% for i in range(9999) %}{% set b.x = b.x + [(a.x ~ i) | upper] %}{% endfor %}`,
      /does not come to an end/
    ],
    [
      'is nested deeply',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`.replace(/^/, '{{ ').replace(/$/, ' }}'),
      /goes too far/
    ],
    ['is larger than any', ' '.repeat(300_000), /has 300025 characters/],
    [
      'raises an error of its own',
      "{{ raise_exception('\u001b[31mNo.') }}",
      /cannot be used: "\[31mNo"\./
    ]
  ])('%s is refused', async (_, template, said) => {
    const own = props({ chat_template: `${template}{{ messages[0].content }}` })
    expect(await sentence(met(otherwise(llama, own)))).toMatch(said)
  })

  test('reaches for prototypes finds none', async () => {
    const reaching = [
      "{% set f = messages.__proto__ %}{% set g = ''.constructor %}{{ f }}{{ g }}",
      "{{ messages['constructor'] }}{{ messages[0]['__proto__'] }}{{ range.constructor }}",
      "{% set n = namespace() %}{% set n.__proto__ = {'polluted': 'yes'} %}{{ n.polluted }}",
      "{% set n.constructor = {'polluted': 'yes'} %}{{ raise_exception.constructor }}"
    ].join('')
    const template = `${reaching}{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant: `
    const { format } = await met(otherwise(llama, props({ chat_template: template })))
    const text = format
      .prompt(CHAT)
      .map((piece) => piece.text)
      .join('')
    expect(text).toBe('user: Count.\nassistant: ')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('would reach for a program has none to reach for', async () => {
    const template =
      "{{ ''.constructor.constructor('return process')().exit(7) }}{{ messages[0].content }}"
    const said = await sentence(met(otherwise(llama, props({ chat_template: template }))))
    expect(said).toMatch(/cannot be used: "Cannot call something that is not a function/)
  })
})

describe('an answer that is', () => {
  const flood: Answer = ({ path }, response) => {
    if (path !== '/props') return
    response.writeHead(200)
    const part = Buffer.alloc(2 ** 20, ' ')
    let left = 100
    const more = () => {
      while (left > 0) {
        left -= 1
        if (!response.write(part)) return void response.once('drain', more)
      }
      response.end('{}')
    }
    more()
  }
  test('100 MB large is not read to its end', async () => {
    expect(await sentence(met(otherwise(llama, flood)))).toContain('more than 64 MB')
  })

  test('100 MB large once it is unpacked is no smaller', async () => {
    const packed = gzipSync(Buffer.alloc(100 * 2 ** 20, ' '), { level: 1 })
    const own: Answer = ({ path }, response) => {
      if (path !== '/props') return
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed)
    }
    expect(await sentence(met(otherwise(llama, own)))).toContain('more than 64 MB')
  })

  test.each(['/props', '/tokenize'])('dripped at %s is not waited for', async (where) => {
    const own: Answer = ({ path }, response) => {
      if (path !== where) return
      response.writeHead(200)
      response.write('{"tokens":[')
      const dripping = setInterval(() => response.write(' '), 10)
      response.on('close', () => {
        clearInterval(dripping)
      })
    }
    const said = await sentence(met(otherwise(llama, own), { goOnMs: 200 }))
    expect(said).toContain(`${where} has been silent for too long`)
  })
})

describe('a tokenizer that gives', () => {
  const splitting = (token: object, times = 1) =>
    at('/tokenize', { tokens: Array.from({ length: times }, () => token) })
  test.each<[string, Answer]>([
    ['numbers below nothing', splitting({ id: -1, piece: 'a' })],
    ['numbers outside its vocabulary', splitting({ id: 256, piece: 'a' })],
    ['numbers of 2^53', splitting({ id: 2 ** 53, piece: 'a' })],
    ['halves of numbers', splitting({ id: 1.5, piece: 'a' })],
    ['numbers in words', splitting({ id: '7', piece: 'a' })],
    ['bytes that are none', splitting({ id: 7, piece: [300, -1] })],
    ['more of them for a letter than a text may have', splitting({ id: 7, piece: 'a' }, 300_000)]
  ])('%s is not understood', async (_, own) => {
    expect(await sentence(met(otherwise(llama, own)))).toContain('how it splits a text into tokens')
  })

  test.each<[string, Answer]>([
    ['a thousand tokens for a letter', splitting({ id: 7, piece: 'a' }, 1000)],
    ['a million letters for a token', splitting({ id: 7, piece: 'a'.repeat(1_000_000) })]
  ])('%s is none', async (_, own) => {
    expect(await sentence(met(otherwise(llama, own)))).toContain('That is no tokenizer.')
  })

  test.each<[string, object]>([
    ['nothing of what it was asked', {}],
    ['numbers that are none', { tokens: [-1] }],
    ['a conversation without end', { tokens: Array<number>(1_000_000).fill(7) }]
  ])('%s for a conversation renders none', async (_, value) => {
    const own: Answer = ({ path, body }, response) => {
      if (path === '/tokenize' && body.includes('"messages"')) json(response, value)
    }
    const { url } = await scriptedServer(otherwise(answerAsVllm({}), own))
    const source = { kind: 'server', url, model: null, parameters: 1000 } as const
    const said = await sentence(meetServer(source, connect(url)))
    expect(said).toContain('"The server does not render this conversation".')
  })
})

/** What a step costs and says, of a server that was sound until it was asked for one. */
describe('a step', () => {
  const STEP_TOKENS = 40
  const isStep = ({ path, body }: Received) =>
    path.endsWith('completion') && body.includes(`"n_predict":${STEP_TOKENS}`)
  const part = (change: object = {}) => ({
    ...{ content: '', tokens: [], tokens_predicted: 1, stop: false, tokens_evaluated: 9 },
    ...{ timings: { cache_n: 8, prompt_n: 1 } },
    ...change
  })
  const ended = (change: object) => [part({ stop: true, stop_type: 'eos', ...change })]

  async function writing40(own: Answer) {
    const server = await met(
      otherwise(llama, (asked, response) => {
        if (isStep(asked)) own(asked, response)
      })
    )
    const model = await ServerModel.create(server, { contextSize: 300, paths: 2, exact: false })
    const { thread } = await model.open(CHAT, NEVER)
    const { length } = thread
    const said = await sentence(thread.write(writing({ maxTokens: STEP_TOKENS, stop: '\n\n' })))
    expect(thread.length).toBe(length)
    return said
  }
  /** Part after part, as fast as they are read, for as long as somebody reads. */
  const endless =
    (value: object): Answer =>
    (_, response) => {
      events(response, [])
      const line = `data: ${JSON.stringify(value)}\n\n`
      const more = (): void => {
        while (!response.destroyed && response.write(line));
        response.once('drain', more)
      }
      more()
    }
  const all =
    (values: readonly object[]): Answer =>
    (_, response: ServerResponse) => {
      events(response, values)
      response.end()
    }

  test.each<[string, Answer, RegExp]>([
    ['without end and without a token', endless(part()), /but an answer without end/],
    [
      'of nothing but text',
      endless(part({ content: 'x'.repeat(10_000) })),
      /but \d+ characters for 40 tokens/
    ],
    [
      'that counts 1e15 tokens at its end',
      all(ended({ tokens_predicted: 1e15 })),
      /1000000000000000 tokens where/
    ],
    [
      'of a prompt of 1e15 tokens',
      all(ended({ timings: { cache_n: 0, prompt_n: 1e15 } })),
      /1000000000000000 tokens of a prompt of \d+/
    ],
    [
      'of a prompt that was remembered twice',
      all(ended({ timings: { cache_n: 9, prompt_n: -5 } })),
      /that it remembered 9 of 4 tokens/
    ],
    [
      'in tokens that the vocabulary has not',
      all([part({ content: 'x', tokens: [70_000] })]),
      /a completion as llama-server gives it/
    ],
    [
      'that ends before it begins, each time',
      all([part({ stop: true, stop_type: 'word', tokens_predicted: 0 })]),
      /ends its answers before they have begun/
    ]
  ])('%s is refused', async (_, own, said) => {
    expect(await writing40(own)).toMatch(said)
  })

  test('of a vLLM that counts wildly is refused', async () => {
    let wild = false
    const usage = { prompt_tokens: 9, completion_tokens: 1e15 }
    const { url } = await scriptedServer(
      answerAsVllm({
        text: 'one\n\n',
        spoil: (each) =>
          wild && (each.choices as unknown[]).length === 0 ? { ...each, usage } : each
      })
    )
    const source = { kind: 'server', url, model: null, parameters: 1000 } as const
    const server = await meetServer(source, connect(url, { limits: { ...LIMITS, pauses: [] } }))
    const model = await ServerModel.create(server, { contextSize: 300, paths: 2, exact: false })
    const { thread } = await model.open(CHAT, NEVER)
    wild = true
    const step = thread.write(writing({ maxTokens: STEP_TOKENS, stop: '\n\n' }))
    expect(await sentence(step)).toContain(
      '1000000000000000 tokens where it was to write 40 at most'
    )
  })
})
