import { setTimeout as sleep } from 'node:timers/promises'
import { MAX_BODY_BYTES } from '../../../src/main/doors/api/limits.ts'
import { HEADERS_TIMEOUT_MS, SLOW_CHECK_MS } from '../../../src/main/doors/web/limits.ts'
import { type ApiAttack, CHAT, completion, get, post } from './api-requests.ts'
import { REQUEST_ATTACKS } from './api-request-attacks.ts'
import type { AttackedApi } from './attacked-api.ts'
import { mutations, repeated, tried } from './attacks.ts'
import { ask, hearOut, pour, sayAndLeave, visit } from './visitor.ts'

/** Whatever is sent, a body has no more than 4 MiB: what is made of it must stay within this. */
const MOST_MEGABYTES = 1000
/** Until the door has found out who is too slow. */
const SECONDS_TO_SLOWNESS = Math.ceil((HEADERS_TIMEOUT_MS + 2 * SLOW_CHECK_MS) / 1000)
/** More than there is room for, connections and places in the line together. */
const STREAMS = 1000

export const API_ATTACKS: readonly ApiAttack[] = [
  ...REQUEST_ATTACKS,
  {
    name: 'a token of the right length in characters, not in bytes',
    async run(api) {
      const answers = await Promise.all(
        ['\u00e9', '\u00ff', '\u0080', ' '].map((sign) =>
          ask(api, get(api, { token: sign.repeat(api.token.length) }))
        )
      )
      return tried(answers, /^HTTP\/1\.1 40[01] /)
    }
  },
  {
    name: 'requests that want another protocol',
    async run(api) {
      const wishes = [
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
        'Connection: Upgrade\r\nUpgrade: \u00e9',
        'Expect: the-impossible'
      ]
      const answers = await Promise.all(
        wishes.map((wish) => ask(api, get(api, { token: 'none', more: [wish] })))
      )
      return tried(answers, /^HTTP\/1\.1 4\d\d /, wishes)
    }
  },
  {
    name: 'two requests where one is announced, the second without a token',
    async run(api) {
      const second = get(api, { token: 'none' }).toString()
      const body = JSON.stringify({ model: 'none/none', messages: [] })
      const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
      const framings = [
        [`Content-Length: ${chunk.length}`, 'Transfer-Encoding: chunked'],
        ['Content-Length: 4', 'Transfer-Encoding: chunked'],
        ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
        ['Transfer-Encoding: chunked, identity'],
        ['Transfer-Encoding: \u000bchunked'],
        ['Transfer-Encoding : chunked'],
        ['Content-Length: 0', `Content-Length: ${body.length}`],
        [`Content-Length: +${body.length}`],
        ['Content-Length: 0x10'],
        ['X: a\r\n Transfer-Encoding: chunked'],
        ['X: a\nTransfer-Encoding: chunked']
      ]
      const answers = await Promise.all(
        framings.flatMap((more) =>
          [chunk, body, ''].map((sent) =>
            hearOut(api, Buffer.concat([post(api, { more }), Buffer.from(sent + second)]))
          )
        )
      )
      // The model that is asked for does not exist: whatever is answered well was let in without the token.
      return tried(answers, /^(?!.*HTTP\/1\.1 [25])/s)
    }
  },
  {
    name: 'mutated requests',
    async run(api, { times, random }) {
      const body = '{"model":"none/none","messages":[{"role":"user","content":"1 + 1"}]}'
      const more = [`Content-Length: ${body.length}`, 'Connection: close']
      const sound = Buffer.concat([post(api, { more }), Buffer.from(body)])
      return mutations(api, sound, { times, random })
    }
  },
  {
    name: 'a request whose client leaves at once',
    async run(api, { times }) {
      const whole = Buffer.concat([
        post(api, { more: ['Content-Length: 100'] }),
        Buffer.from('{"model":')
      ])
      for (let done = 0; done < times; done++) await sayAndLeave(api, whole.subarray(0, done))
      return { times, wrong: [] }
    }
  },
  {
    name: 'bodies that are not what they say',
    async run(api) {
      const bodies = [
        ['Content-Type: application/json', 'Content-Encoding: gzip', 'Content-Length: 5', '', 'aaaaa'],
        ['Content-Length: 6', '', '\u00ff\u00fe{\0}\0'],
        ['Content-Length: 2', '', '{"model":"none/none"}'],
        ['Transfer-Encoding: chunked', '', '-1', '{}'],
        ['Content-Length: 99999999999999999999', '', '{}'],
        ['Content-Length: 4', '', 'null'],
        ['Content-Length: 21', '', '{"__proto__":{"a":1}}'],
        ['Content-Length: 29', '', '{"constructor":{"model":"a"}}']
      ] // prettier-ignore
      const answers = await Promise.all(
        bodies.map((lines) => {
          const blank = lines.indexOf('')
          const head = post(api, { more: lines.slice(0, blank) }).toString()
          return ask(api, Buffer.from(head + lines.slice(blank + 1).join('\r\n'), 'latin1'))
        })
      )
      return tried(
        answers,
        /^HTTP\/1\.1 4\d\d /,
        bodies.map((lines) => lines.join(' '))
      )
    }
  },
  {
    name: 'a body without end',
    async run(api, { bytes }) {
      const socket = await visit(api)
      const answered = new Promise<string>((resolve) => {
        socket.once('data', (data: Buffer) => resolve(data.toString()))
        socket.once('close', () => resolve(''))
      })
      const head = post(api, { more: ['Transfer-Encoding: chunked'] })
      await pour(socket, [head, ...chunked(repeated('a', 2 * bytes))])
      const answer = await Promise.race([answered, sleep(20_000, 'nothing')])
      socket.destroy()
      // Where it had closed the connection before all was said, its answer was lost with that.
      return { times: 1, wrong: /^(?:HTTP\/1\.1 413 |$)/.test(answer) ? [] : [answer] }
    }
  },
  ...(
    [
      ['lists within lists', '['],
      ['empty lists', '[],'],
      ['empty objects', '{},'],
      ['objects within objects', '{"a":'],
      ['numbers', '1,'],
      ['messages of one letter', '{"role":"user","content":"a"},'],
      ['texts of one letter', '"a",']
    ] as const
  ).map(([name, text]): ApiAttack => ({
    name: `bodies of nothing but ${name}`,
    async run(api) {
      const wrong: string[] = []
      const begins = ['', ...['messages', 'prompt', 'stop'].map(field)]
      for (const begin of begins) {
        const path = begin === field('prompt') ? '/v1/completions' : CHAT
        const whole = text.endsWith(',') && begin !== ''
        const end = whole ? '1]}' : ''
        const room = MAX_BODY_BYTES - begin.length - end.length
        const body = `${begin}${text.repeat(Math.floor(room / text.length))}${end}`
        const head = post(api, { path, more: [`Content-Length: ${Buffer.byteLength(body)}`] })
        const answer = await ask(api, `${head.toString()}${body}`)
        if (!/^HTTP\/1\.1 4\d\d /.test(answer)) wrong.push(`${begin}: ${answer.slice(0, 40)}`)
        const memory = api.memory() ?? 0
        if (memory > MOST_MEGABYTES) wrong.push(`${begin}: ${memory} MB`)
      }
      return { times: begins.length, wrong }
    }
  })),
  {
    name: 'connections that say a letter a second',
    isLong: true,
    async run(api) {
      const begun = post(api, { more: ['Content-Length: 1000'] }).toString()
      const sockets = await Promise.all(Array.from({ length: 200 }, () => visit(api)))
      // Half of them drip their headers, half of them their body.
      const said = sockets.map((socket, index) => {
        if (index % 2) socket.write(begun)
        return index % 2 ? ' '.repeat(100) : begun
      })
      for (let second = 0; second < SECONDS_TO_SLOWNESS; second++) {
        for (const [index, socket] of sockets.entries()) {
          if (socket.writable) socket.write(said[index]![second]!)
        }
        await sleep(1000)
      }
      const left = sockets.filter(({ readyState }) => readyState === 'open').length
      for (const socket of sockets) socket.destroy()
      return { times: sockets.length, wrong: left > 0 ? [`${left} were kept waiting`] : [] }
    }
  },
  {
    name: 'more connections than there is room for, none of which says a word',
    isLong: true,
    async run(api) {
      const sockets = await Promise.all(Array.from({ length: 600 }, () => visit(api)))
      await untilServed(api, 30_000)
      for (const socket of sockets) socket.destroy()
      return { times: sockets.length, wrong: [] }
    }
  },
  {
    name: 'more streams than there is room for, which nobody reads',
    isLong: true,
    async run(api) {
      const asked = completion(api, { stream: true, max_tokens: 2000 })
      const sockets = await Promise.all(
        Array.from({ length: STREAMS }, async () => {
          const socket = await visit(api)
          socket.pause()
          if (socket.writable) socket.write(asked)
          return socket
        })
      )
      await sleep(10_000)
      for (const socket of sockets) socket.destroy()
      // Nobody is left in the line before somebody who comes now.
      const answer = await hearOut(api, completion(api, { max_tokens: 8 }), 120_000)
      return { times: STREAMS, wrong: answer.startsWith('HTTP/1.1 200 ') ? [] : [answer] }
    }
  }
]

/** Whether a program that comes by the right way is answered. */
export async function untilServed(api: AttackedApi, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs
  for (;;) {
    const answer = await ask(api, get(api))
    if (answer.startsWith('HTTP/1.1 200 ')) return
    const ended = api.ended()
    if (ended !== null) throw new Error(ended)
    if (performance.now() > until) throw new Error(`It answered ${JSON.stringify(answer)}`)
    await sleep(250)
  }
}

function field(name: string): string {
  return `{"model":"none/none","${name}":[`
}

function* chunked(parts: Iterable<Buffer>): Generator<Buffer> {
  for (const part of parts) {
    yield Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')])
  }
}
