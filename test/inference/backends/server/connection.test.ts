import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Cancelled } from '../../../../src/core/ports.ts'
import { apiKeyFor, keyVariableOf } from '../../../../src/inference/backends/server/api-key.ts'
import {
  connect,
  LIMITS,
  type Call,
  type Limits
} from '../../../../src/inference/backends/server/connection.ts'
import {
  replacedModel,
  ServerFailure
} from '../../../../src/inference/backends/server/server-failure.ts'
import { events, json, scriptedServer, type Answer } from '../../../helpers/scripted-server.ts'
import { NEVER } from '../../../helpers/writing.ts'

const CALL: Call = { signal: NEVER }
const QUICK: Partial<Limits> = { pauses: [1, 1] }

async function connected(
  answer: Answer,
  limits: Partial<Limits> = QUICK,
  key: string | null = null
) {
  const server = await scriptedServer(answer)
  const retries: string[] = []
  const connection = connect(server.url, {
    limits: { ...LIMITS, ...limits },
    key,
    onRetry: (reason) => retries.push(reason)
  })
  return { ...server, connection, retries }
}

async function failing(work: Promise<unknown>): Promise<ServerFailure> {
  const error: unknown = await work.then(() => null).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ServerFailure)
  return error as ServerFailure
}

async function all(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = []
  for await (const event of stream) seen.push(event)
  return seen
}

test.each(['two\nlines', 'curled \u201cquotes\u201d', 'schl\u00fcssel'])(
  'a key that no header carries is named, and not sent: %j',
  async (key) => {
    const { connection, received } = await connected(
      (_, response) => json(response, {}),
      QUICK,
      key
    )
    const { message } = await failing(connection.get('/props', CALL))
    expect(message).toMatch(/^The key for the server .* has a space or a sign/)
    expect(message).not.toContain(key)
    expect(received).toEqual([])
  }
)

describe('a server that cannot now', () => {
  test.each([
    ['is busy', 429, '{"error":{"message":"slow down","type":"rate_limit"}}'],
    ['has lost its engine', 503, '{"error":"no engine"}'],
    ['is a router before a dead replica', 500, 'Request failed: error sending request'],
    ['is a gateway', 502, '<html>']
  ])('and %s is asked again, and says so', async (_, status, body) => {
    let times = 0
    const { connection, received, retries } = await connected((_one, response) => {
      times += 1
      if (times < 3) response.writeHead(status).end(body)
      else json(response, { well: true })
    })
    expect(await connection.get('/props', CALL)).toEqual({ well: true })
    expect(received).toHaveLength(3)
    expect(retries).toHaveLength(2)
    expect(retries[0]).toContain(`status ${status}`)
  })

  test('is given up after its last try, with what it said', async () => {
    const { connection, received } = await connected((_, response) =>
      json(response, { error: { message: 'No room.' } }, 503)
    )
    const { message } = await failing(connection.get('/props', CALL))
    expect(message).toMatch(/\/props answered with status 503: "No room"\.$/)
    expect(received).toHaveLength(3)
  })

  test('is asked again where it hangs up, and not where it refuses', async () => {
    const hangsUp = await connected((_, response) => response.destroy())
    expect((await failing(hangsUp.connection.get('/x', CALL))).message).toMatch(
      /cannot be reached \(\w+\)\.$/
    )
    expect(hangsUp.received).toHaveLength(3)
    for (const status of [400, 404, 500]) {
      const refuses = await connected((_, response) => json(response, { error: 'no' }, status))
      await failing(refuses.connection.get('/x', CALL))
      expect(refuses.received).toHaveLength(1)
    }
  })

  test('is not waited for once the call is cancelled', async () => {
    const signal = { aborted: false }
    const { connection } = await connected(
      (_, response) => {
        signal.aborted = true
        json(response, {}, 503)
      },
      { pauses: [60_000] }
    )
    await expect(connection.get('/x', { signal })).rejects.toBeInstanceOf(Cancelled)
  })
})

describe('a server that limits how often it is asked', () => {
  test('is recognised before anything else is asked, once for all that wait, where it hung up', async () => {
    let times = 0
    const server = await scriptedServer((_one, response) => {
      times += 1
      if (times < 3) response.destroy()
      else json(response, { well: true })
    })
    const asked: number[] = []
    const connection = connect(server.url, {
      limits: { ...LIMITS, pauses: [30, 30] },
      async recognise() {
        asked.push(times)
        await pause(20)
        return true
      }
    })
    await Promise.all([connection.get('/props', CALL), connection.get('/props', CALL)])
    await connection.get('/props', CALL)
    expect(asked).toEqual([2])
    expect(times).toBe(5)
  })

  test('is asked for nothing more where it came back as another', async () => {
    const server = await scriptedServer((_one, response) => {
      events(response, [{ part: 1 }])
      setTimeout(() => response.destroy(), 5)
    })
    const connection = connect(server.url, {
      limits: { ...LIMITS, ...QUICK },
      recognise: () => Promise.reject(replacedModel('The server'))
    })
    await failing(all(connection.stream('/completion', {}, CALL)))
    const failure = await failing(all(connection.stream('/completion', {}, CALL)))
    expect(failure).toMatchObject({ kind: 'other-model', passing: false })
    expect(server.received).toHaveLength(1)
  })

  test('is asked all the same where nobody can say yet who it is, and looked at again', async () => {
    let times = 0
    const server = await scriptedServer((_one, response) => {
      times += 1
      if (times === 1) response.destroy()
      else json(response, { well: true })
    })
    let looks = 0
    const connection = connect(server.url, {
      limits: { ...LIMITS, ...QUICK },
      recognise: () => Promise.resolve(++looks === 2)
    })
    await connection.get('/props', CALL)
    await connection.get('/props', CALL)
    expect(looks).toBe(1)
    await pause(250)
    for (let call = 0; call < 3; call++) await connection.get('/props', CALL)
    expect(looks).toBe(2)
    expect(times).toBe(6)
  })

  test('is the same after it asked for patience', async () => {
    let times = 0
    const server = await scriptedServer((_one, response) => {
      times += 1
      json(response, {}, times === 1 ? 429 : 200)
    })
    const connection = connect(server.url, {
      limits: { ...LIMITS, ...QUICK },
      recognise: () => Promise.reject(new Error('Nobody asked'))
    })
    expect(await connection.get('/props', CALL)).toEqual({})
  })

  test('is left alone by all calls until it wants to be asked again', async () => {
    const asked: number[] = []
    let limited = true
    const { connection } = await connected((_, response) => {
      asked.push(performance.now())
      if (!limited) return json(response, { well: true })
      limited = false
      response.writeHead(429, { 'retry-after': '0.3' }).end('{"error":"slow down"}')
    })
    const first = connection.get('/a', CALL)
    await expect.poll(() => asked.length).toBe(1)
    await pause(20)
    await Promise.all([first, connection.get('/b', CALL), connection.get('/c', CALL)])
    expect(asked).toHaveLength(4)
    expect(Math.min(...asked.slice(1)) - asked[0]!).toBeGreaterThanOrEqual(290)
  })

  test('is asked for as long as an answer may take, and no longer', async () => {
    const { connection, received } = await connected(
      (_, response) => json(response, { error: 'slow down' }, 429),
      { pauses: [1], beginMs: 1000 }
    )
    expect((await failing(connection.get('/x', CALL))).message).toContain('status 429')
    expect(received.length).toBeGreaterThan(5)
  })
})

test('a server at a port that is never asked is told what to do', async () => {
  const connection = connect('http://127.0.0.1:6000', { limits: { ...LIMITS, ...QUICK } })
  expect((await failing(connection.get('/props', CALL))).message).toMatch(
    /cannot be reached: its port belongs to another protocol/
  )
})

describe('what a server may not do', () => {
  test('lead elsewhere: nobody else is asked', async () => {
    const elsewhere = await scriptedServer((_, response) => json(response, {}))
    const { connection } = await connected((_, response) => {
      response.writeHead(307, { location: `${elsewhere.url}/v1/models` }).end()
    })
    const { message } = await failing(connection.post('/tokenize', {}, CALL))
    expect(message).toMatch(/points elsewhere: "http.*Only addresses that you name are contacted/)
    expect(elsewhere.received).toEqual([])
  })

  test.each([
    ['a file', () => 'file:///etc/passwd'],
    ['what only this machine may ask', () => 'http://169.254.169.254/latest/meta-data/'],
    ['a program', () => 'javascript:fetch("/")'],
    ['another host of the same name', (_: string, other: string) => `${other}/v1/models`],
    ['another name of the same host', (own: string) => own.replace('127.0.0.1', 'localhost')],
    ['itself', () => '/tokenize'],
    ['an address with the key', (_: string, other: string) => `${other}/?key=the-secret-key`],
    ['no address', () => '%%%']
  ] as const)(
    'lead to %s: it is asked once, with whatever status, and the key goes nowhere else',
    async (_, to) => {
      const elsewhere = await scriptedServer((_request, response) => json(response, {}))
      for (const status of [301, 302, 303, 307, 308]) {
        const { connection, received } = await connected(
          (_request, response) => {
            response.writeHead(status, { location: to(connection.url, elsewhere.url) }).end()
          },
          QUICK,
          'the-secret-key'
        )
        const { message } = await failing(connection.post('/tokenize', {}, CALL))
        expect(message).toMatch(/points elsewhere/)
        expect(message).not.toContain('the-secret-key')
        expect(received).toHaveLength(1)
      }
      expect(elsewhere.received).toEqual([])
    }
  )

  test('answer without end', async () => {
    const flood = 'x'.repeat(1 << 16)
    const { connection, closed } = await connected(
      (_, response) => {
        const more = () => {
          while (response.write(flood));
          response.once('drain', more)
        }
        more()
      },
      { answerBytes: 1 << 20 }
    )
    expect((await failing(connection.get('/props', CALL))).message).toContain('more than 1 MB')
    await expect.poll(() => closed).toEqual(['/props'])
  })

  test('are millions of lists', async () => {
    const { connection } = await connected((_, response) => {
      response.end(`{"data":[${'{},'.repeat(4_000_000)}{}]}`)
    })
    const { message } = await failing(connection.get('/v1/models', CALL))
    expect(message).toContain('millions of lists')
  })

  test('send a line without end', async () => {
    const { connection } = await connected(
      (_, response) => {
        response.write('data: {"text":"')
        const more = () => {
          while (response.write('x'.repeat(1 << 16)));
          response.once('drain', more)
        }
        more()
      },
      { eventCharacters: 1 << 20 }
    )
    const { message } = await failing(all(connection.stream('/completion', {}, CALL)))
    expect(message).toContain('sends a line of more than 1 MB')
  })

  test('drip its bytes slowly, or fall silent', async () => {
    for (const drips of [true, false]) {
      const { connection } = await connected(
        (_, response) => {
          events(response, [{ first: true }])
          const dripping = drips && setInterval(() => response.write('d'), 10)
          response.on('close', () => {
            clearInterval(dripping || undefined)
          })
        },
        { goOnMs: 150 }
      )
      const seen: unknown[] = []
      const { message } = await failing(
        (async () => {
          for await (const event of connection.stream('/x', {}, CALL)) seen.push(event)
        })()
      )
      expect(message).toContain('has been silent for too long')
      expect(seen).toEqual([{ first: true }])
    }
  })

  test('begin no answer', async () => {
    const { connection } = await connected(() => undefined, { beginMs: 100, pauses: [] })
    expect((await failing(connection.get('/x', CALL))).message).toContain('silent for too long')
  })

  test.each([['<html>Welcome</html>'], ['[1, 2'], ['"text"'], ['null'], ['']])(
    'say something else than an object: %s',
    async (body) => {
      const { connection } = await connected((_, response) => response.end(body))
      const { message } = await failing(connection.get('/v1/models', CALL))
      expect(message).toMatch(/answers with something else than JSON.*Is it a model server/)
    }
  )

  test('put control characters or a novel into a message', async () => {
    const { connection } = await connected((_, response) =>
      json(response, { error: { message: `\u001b[31mred\u0000 ${'so '.repeat(5000)}` } }, 400)
    )
    const { message } = await failing(connection.get('/x', CALL))
    // eslint-disable-next-line no-control-regex
    expect(message).not.toMatch(/[\u0000-\u001f]/)
    expect(message.length).toBeLessThan(500)
  })
})

describe('a stream', () => {
  test('ends at [DONE], or with its bytes', async () => {
    for (const end of [['[DONE]'], []]) {
      const { connection } = await connected((_, response) => {
        events(response, [{ a: 1 }, { a: 2 }, ...end])
        response.end()
      })
      expect(await all(connection.stream('/x', {}, CALL))).toEqual([{ a: 1 }, { a: 2 }])
    }
  })

  test('that tells of an error has failed, also where [DONE] follows', async () => {
    const { connection } = await connected((_, response) => {
      events(response, [{ a: 1 }, { error: { message: 'engine died', code: 500 } }, '[DONE]'])
      response.end()
    })
    const failure = await failing(all(connection.stream('/x', {}, CALL)))
    expect(failure.message).toMatch(/broke off its answer: "engine died"\.$/)
    expect(failure.passing).toBe(true)
  })

  test('that is cut off is a failure after which it may be asked again', async () => {
    const { connection } = await connected((_, response) => {
      events(response, [{ a: 1 }])
      setTimeout(() => response.destroy(), 20)
    })
    expect((await failing(all(connection.stream('/x', {}, CALL)))).passing).toBe(true)
  })

  test('is closed where nobody reads on, and where its call is cancelled', async () => {
    const endless: Answer = (_, response) => {
      events(response, [{ a: 1 }, { a: 2 }])
    }
    const left = await connected(endless)
    for await (const event of left.connection.stream('/left', {}, CALL)) {
      expect(event).toEqual({ a: 1 })
      break
    }
    await expect.poll(() => left.closed).toEqual(['/left'])
    const stopped = await connected(endless)
    const signal = { aborted: false }
    const reading = (async () => {
      for await (const _ of stopped.connection.stream('/stopped', {}, { signal })) {
        signal.aborted = true
      }
    })()
    await expect(reading).rejects.toBeInstanceOf(Cancelled)
    await expect.poll(() => stopped.closed).toEqual(['/stopped'])
  })
})

describe('a key', () => {
  test('is of the server alone, or of all', () => {
    expect(keyVariableOf('http://127.0.0.1:8080')).toBe('TANDEM_API_KEY_127_0_0_1_8080')
    expect(keyVariableOf('https://gpu.example.org/llm')).toBe('TANDEM_API_KEY_GPU_EXAMPLE_ORG')
    const env = { TANDEM_API_KEY: 'all', TANDEM_API_KEY_GPU_EXAMPLE_ORG: 'own' }
    expect(apiKeyFor('https://gpu.example.org', { env })).toBe('own')
    expect(apiKeyFor('http://127.0.0.1:8080', { env })).toBe('all')
    expect(apiKeyFor('http://127.0.0.1:8080', { env: {} })).toBeNull()
  })

  test('is sent, and never repeated in a message', async () => {
    const key = 'sk-very-secret'
    const { connection, received } = await connected(
      (_, response) => json(response, { error: `Invalid key ${key}.` }, 401),
      QUICK,
      key
    )
    const { message } = await failing(connection.get('/x', CALL))
    expect(received[0]?.headers.authorization).toBe(`Bearer ${key}`)
    expect(message).not.toContain(key)
    // Its own: the one for all would show the key to every server.
    expect(message).toMatch(/environment variable TANDEM_API_KEY_127_0_0_1_\d+ before/)
  })

  test('and a session go with every request', async () => {
    const { connection, received } = await connected((_, response) => json(response, {}))
    await connection.post('/tokenize', { content: 'x' }, { ...CALL, session: 'path-1' })
    expect(received[0]).toMatchObject({ method: 'POST', body: '{"content":"x"}' })
    expect(received[0]?.headers['x-session-id']).toBe('path-1')
    expect(received[0]?.headers.authorization).toBeUndefined()
  })
})
