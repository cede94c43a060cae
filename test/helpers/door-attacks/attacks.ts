import { setTimeout as sleep } from 'node:timers/promises'
import { deflateRawSync } from 'node:zlib'
import { createRandom, type Random } from '../../../src/core/random.ts'
import { HEADERS_TIMEOUT_MS, MAX_PAGES, SLOW_CHECK_MS } from '../../../src/main/doors/web/limits.ts'
import { calls } from '../../../src/shared/contract.ts'
import type { AttackedDoor } from './attacked-door.ts'
import { frame, mutated, randomBytes } from './frames.ts'
import { ask, enter, handshake, pour, sayAndLeave, visit } from './visitor.ts'

/** Something that is done to the door; tells how often it was tried, and what was answered wrongly. */
export interface Attack {
  readonly name: string
  readonly run: (door: AttackedDoor, scale: Scale) => Promise<Tried>
}

export interface Tried {
  readonly times: number
  readonly wrong: readonly string[]
}

export interface Scale {
  /** How often what is quick is tried. */
  readonly times: number
  /** Size of what is large, in bytes. */
  readonly bytes: number
  readonly random: Random
}

/** Few and small enough for a test, and so that every kind is met. */
export const shortScale = (seed: number): Scale => ({
  times: 300,
  bytes: 4 * 2 ** 20,
  random: createRandom(seed)
})

export const fullScale = (seed: number): Scale => ({
  times: 5_000,
  bytes: 100 * 2 ** 20,
  random: createRandom(seed)
})

const CHUNK = 2 ** 16
/** Until the door has found out who is too slow. */
const SECONDS_TO_SLOWNESS = Math.ceil((HEADERS_TIMEOUT_MS + 2 * SLOW_CHECK_MS) / 1000)

export const ATTACKS: readonly Attack[] = [
  {
    name: 'a cookie of the right length in characters, not in bytes',
    async run(door) {
      const [name, value] = door.cookie.split('=') as [string, string]
      const cookies = ['\u00e9', '\u00ff', '\u0080'].map(
        (sign) => `${name}=${sign.repeat(value.length)}`
      )
      const answers = await Promise.all(
        cookies.flatMap((cookie) => [
          ask(door, handshake(door, { cookie })),
          ask(door, Buffer.from(request(door, '/', { cookie }), 'latin1'))
        ])
      )
      return tried(answers, /^HTTP\/1\.1 40[13]/)
    }
  },
  {
    name: 'a token of the right length in characters, not in bytes',
    async run(door) {
      const answers = await Promise.all(
        ['\u00e9', '%C3%A9', '%E9', '%00'].map((sign) =>
          ask(door, Buffer.from(request(door, `/?token=${sign.repeat(43)}`), 'latin1'))
        )
      )
      return tried(answers, /^HTTP\/1\.1 40[01]/)
    }
  },
  {
    name: 'a refused upgrade whose client leaves at once',
    async run(door, { times }) {
      const refused = handshake(door, { cookie: 'none=at-all' })
      for (let done = 0; done < times; done++) await sayAndLeave(door, refused)
      return { times, wrong: [] }
    }
  },
  {
    name: 'an accepted upgrade whose client leaves at once',
    async run(door, { times }) {
      const call = frame(JSON.stringify({ id: 1, call: 'app.info' }))
      for (let done = 0; done < times; done++) {
        await sayAndLeave(door, done % 2 ? handshake(door) : Buffer.concat([handshake(door), call]))
      }
      return { times, wrong: [] }
    }
  },
  {
    name: 'a request whose client leaves at once',
    async run(door, { times }) {
      for (let done = 0; done < times; done++) {
        await sayAndLeave(door, request(door, '/', { cookie: door.cookie }).slice(0, done))
      }
      return { times, wrong: [] }
    }
  },
  {
    name: 'malformed addresses',
    async run(door) {
      const addresses = [
        '//', '///', '//[', '//evil.example:99999999/', 'http://', 'http://[/', '/%', '/%zz',
        '/%E0%A4%A', '/%00', '/index.html%00.js', '*', '?', '\\', 'tandem', '/\u00ff%ff', '/%c0%ae%c0%ae/'
      ] // prettier-ignore
      const answers = await Promise.all(
        addresses.map((address) =>
          ask(door, Buffer.from(request(door, address, { cookie: door.cookie }), 'latin1'))
        )
      )
      return tried(answers, /^HTTP\/1\.1 400 /, addresses)
    }
  },
  {
    name: 'malformed requests',
    async run(door) {
      const host = `Host: ${door.host}\r\n`
      const requests = [
        '\r\n\r\n\r\n', 'GET\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00',
        `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`, `TRACE / HTTP/1.1\r\n${host}\r\n`,
        `GET / HTTP/9.9\r\n${host}\r\n`, `GET / HTTP/1.1\r\n\r\n`, `GET / HTTP/1.1\r\n${host}${host}\r\n`,
        `GET / HTTP/1.1\r\n${host}Content-Length: 5\r\nContent-Length: 6\r\n\r\n`,
        `GET / HTTP/1.1\r\n${host}Content-Length: 99999999999\r\n\r\nabc`,
        `GET / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc`,
        `GET / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n`,
        `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`,
        `GET / HTTP/1.1\r\n${host}${'X: a\r\n'.repeat(3000)}\r\n`,
        `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`,
        `GET / HTTP/1.1\r\n${host}Expect: the-impossible\r\n\r\n`,
        `GET / HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n`,
        `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\n\r\nabc`
      ] // prettier-ignore
      const answers = await Promise.all(requests.map((text) => ask(door, text)))
      return tried(answers, /^(?:HTTP\/1\.1 4\d\d |$)/, requests)
    }
  },
  {
    name: 'mutated requests',
    async run(door, { times, random }) {
      const sound = Buffer.from(request(door, '/index.html?a=b', { cookie: door.cookie }))
      return mutations(door, sound, { times, random })
    }
  },
  {
    name: 'mutated handshakes',
    async run(door, { times, random }) {
      return mutations(door, handshake(door), { times, random })
    }
  },
  {
    name: 'handshakes with odd keys and versions',
    async run(door, { random }) {
      const odd = [
        '',
        'x',
        '='.repeat(24),
        '\u00e9'.repeat(24),
        'A'.repeat(4000),
        '99',
        '-1',
        '1e9'
      ]
      const requests = odd.flatMap((text) => [
        handshake(door, { key: text }),
        handshake(door, { version: text })
      ])
      for (const text of requests) await ask(door, mutated(text, random))
      const answers = await Promise.all(requests.map((text) => ask(door, text)))
      return tried(answers, /^HTTP\/1\.1 4\d\d /)
    }
  },
  {
    name: 'malformed frames',
    async run(door, { random }) {
      const call = JSON.stringify({ id: 1, call: 'app.info' })
      const frames = [
        frame(call, { masked: false }), frame(call, { reserved: 4 }), frame(call, { reserved: 7 }),
        ...[3, 4, 5, 6, 7, 11, 15].map((opcode) => frame(call, { opcode })),
        frame('', { length: 2n ** 63n }), frame('', { length: 2n ** 64n - 1n }), frame('', { length: 2n ** 53n }),
        frame('x'.repeat(126), { opcode: 9 }), frame('x', { opcode: 9, final: false }),
        frame('x', { opcode: 8 }), frame(Buffer.from([0, 0]), { opcode: 8 }), frame(Buffer.from([3, 237]), { opcode: 8 }),
        frame(Buffer.from([3, 232, 0xff, 0xfe]), { opcode: 8 }), frame('x', { opcode: 0 }),
        Buffer.concat([frame('a', { final: false }), frame('b')]),
        frame(Buffer.from([0xff, 0xfe, 0x80])), frame(Buffer.from([0xed, 0xa0, 0x80])),
        frame(''), frame('{}'), frame('[]'), frame('null'), frame('{"id":-1}'), frame('{"id":1e400,"call":"app.info"}'),
        frame('{"id":1,"call":"__proto__"}'), frame('{"__proto__":{"id":1},"call":"app.info"}'),
        frame(randomBytes(64, random), { opcode: 2 })
      ] // prettier-ignore
      for (const one of frames) {
        const socket = await enter(door)
        socket.write(one)
        await sleep(5)
        socket.destroy()
      }
      return { times: frames.length, wrong: [] }
    }
  },
  {
    name: 'compressed messages that would become large',
    async run(door, { bytes }) {
      const wrong: string[] = []
      const offers = [
        'permessage-deflate',
        'permessage-deflate; client_max_window_bits=15; server_no_context_takeover',
        'permessage-deflate;'.repeat(200),
        'x-webkit-deflate-frame, permessage-bzip2'
      ]
      for (const extensions of offers) {
        const answer = await ask(door, handshake(door, { extensions }))
        if (/Sec-WebSocket-Extensions/i.test(answer)) wrong.push(answer)
      }
      const bomb = deflateRawSync(Buffer.alloc(bytes, 'a'))
      const socket = await enter(door)
      const closed = new Promise<boolean>((resolve) => socket.once('close', () => resolve(true)))
      socket.resume()
      socket.write(frame(bomb, { reserved: 4 }))
      if (!(await Promise.race([closed, sleep(20_000, false)]))) wrong.push('it was waited for')
      socket.destroy()
      return { times: offers.length + 1, wrong }
    }
  },
  {
    name: 'mutated frames',
    async run(door, { times, random }) {
      const names = Object.keys(calls)
      for (let done = 0; done < times; done++) {
        const socket = await enter(door)
        for (let more = 5; more > 0; more--) {
          const call = frame(
            JSON.stringify({ id: more, call: names[random.integer(names.length)] })
          )
          if (socket.writable) socket.write(mutated(call, random))
        }
        if (done % 2) socket.end()
        else socket.resetAndDestroy()
      }
      return { times: 5 * times, wrong: [] }
    }
  },
  {
    name: 'a frame that is announced larger than any may be',
    async run(door, { bytes }) {
      const socket = await enter(door)
      const closed = new Promise<boolean>((resolve) => socket.once('close', () => resolve(true)))
      socket.resume()
      await pour(socket, [frame('', { length: 2n ** 31n }), ...repeated('a', bytes)])
      const wrong = (await Promise.race([closed, sleep(20_000, false)]))
        ? []
        : ['it was waited for']
      socket.destroy()
      return { times: 1, wrong }
    }
  },
  ...(
    [
      ['lists within lists', '['],
      ['empty lists', '[],'],
      ['empty objects', '{},'],
      ['objects within objects', '{"a":'],
      ['numbers', '1,'],
      ['quotes', '"'],
      ['zeros', '\0'],
      ['half a sign', '\ud83d']
    ] as const
  ).map(([name, text]): Attack => ({
    name: `a message of nothing but ${name}`,
    async run(door, { bytes }) {
      for (const before of ['', '{"id":1,"call":"sets.preview","input":[']) {
        const socket = await enter(door)
        const body = Buffer.concat([Buffer.from(before), ...repeated(text, bytes)])
        // An answer, or a goodbye.
        const answered = new Promise((resolve) =>
          socket.once('data', resolve).once('close', resolve)
        )
        await pour(socket, [frame(body)])
        await Promise.race([answered, sleep(20_000)])
        socket.destroy()
      }
      return { times: 2, wrong: [] }
    }
  })),
  {
    name: 'a sound call as large as a message may be',
    async run(door, { bytes }) {
      const page = await door.openPage()
      const result = await page.call('runs.search', { text: 'a'.repeat(bytes) })
      page.socket.terminate()
      return { times: 1, wrong: result.ok ? ['it was taken'] : [] }
    }
  },
  {
    name: 'a message in a million pieces',
    async run(door, { times }) {
      const socket = await enter(door)
      const piece = frame('a', { opcode: 0, final: false })
      function* pieces() {
        yield frame('"', { final: false })
        for (let sent = 0; sent < 200 * times; sent += 1000) {
          yield Buffer.concat(Array.from({ length: 1000 }, () => piece))
        }
      }
      await pour(socket, pieces())
      socket.destroy()
      return { times: 200 * times, wrong: [] }
    }
  },
  {
    name: 'calls without end, whose answers nobody reads',
    async run(door, { times }) {
      return flood(door, frame(JSON.stringify({ id: 1, call: 'solve.setup' })), times)
    }
  },
  {
    name: 'calls that do not exist, without end',
    async run(door, { times }) {
      return flood(door, frame(JSON.stringify({ id: 1, call: 'x' })), 10 * times)
    }
  },
  {
    name: 'pings without end, whose answers nobody reads',
    async run(door, { times }) {
      return flood(door, frame('p'.repeat(125), { opcode: 9 }), 100 * times)
    }
  },
  {
    name: 'more connections than there is room for, none of which says a word',
    async run(door) {
      const page = await door.openPage()
      const sockets = await Promise.all(Array.from({ length: 600 }, () => visit(door)))
      const known = await page.call('app.info')
      page.socket.terminate()
      // The silent are sent away after a while; only then a new page finds room.
      await untilAnswered(door, 30_000)
      for (const socket of sockets) socket.destroy()
      return { times: sockets.length, wrong: known.ok ? [] : ['an open page was not answered'] }
    }
  },
  {
    name: 'connections that say a letter a second',
    async run(door) {
      const text = handshake(door).toString('latin1')
      const sockets = await Promise.all(Array.from({ length: 200 }, () => visit(door)))
      for (let second = 0; second < SECONDS_TO_SLOWNESS; second++) {
        for (const socket of sockets) if (socket.writable) socket.write(text[second]!)
        await sleep(1000)
      }
      const left = sockets.filter(({ readyState }) => readyState === 'open').length
      for (const socket of sockets) socket.destroy()
      return { times: sockets.length, wrong: left > 0 ? [`${left} were kept waiting`] : [] }
    }
  },
  {
    name: 'more pages than there is room for',
    async run(door) {
      const sockets = await Promise.all(Array.from({ length: 60 }, () => visit(door)))
      const answers = sockets.map(
        (socket) =>
          new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))))
      )
      for (const socket of sockets) socket.write(handshake(door))
      const open = (await Promise.all(answers)).filter((answer) => answer.includes(' 101 ')).length
      for (const socket of sockets) socket.destroy()
      return { times: 60, wrong: open > MAX_PAGES ? [`${open} were let in`] : [] }
    }
  }
]

/** Whether somebody who comes by the right way is let in and answered. */
export async function untilAnswered(door: AttackedDoor, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      const page = await door.openPage()
      const result = await page.call('app.info')
      page.socket.terminate()
      if (result.ok) return
      throw new Error('app.info was refused')
    } catch (error) {
      const ended = door.ended()
      if (ended !== null) throw new Error(ended, { cause: error })
      if (performance.now() > until) throw error
      await sleep(250)
    }
  }
}

function request(
  door: AttackedDoor,
  address: string,
  headers: Readonly<Record<string, string>> = {}
): string {
  const lines = Object.entries({ host: door.host, ...headers }).map((pair) => pair.join(': '))
  return `GET ${address} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
}

export function tried(
  answers: readonly string[],
  right: RegExp,
  names: readonly string[] = answers
): Tried {
  return {
    times: answers.length,
    wrong: answers.flatMap((answer, index) =>
      right.test(answer)
        ? []
        : [`${JSON.stringify(names[index]?.slice(0, 60))}: ${answer.slice(0, 40)}`]
    )
  }
}

/** Half of them are waited for, half of them leave at once. A 5xx is a fault of ours. */
export async function mutations(
  door: Pick<AttackedDoor, 'port'>,
  sound: Buffer,
  { times, random }: Pick<Scale, 'times' | 'random'>
): Promise<Tried> {
  const wrong: string[] = []
  for (let done = 0; done < times; done++) {
    // Without its end a request is waited for; that is another attack.
    const said = Buffer.concat([mutated(sound, random), Buffer.from('\r\n\r\n')])
    if (done % 2) await sayAndLeave(door, said)
    else {
      const answer = await ask(door, said)
      if (/^HTTP\/1\.1 5/.test(answer)) wrong.push(JSON.stringify(said.toString('latin1')))
    }
  }
  return { times, wrong }
}

async function flood(door: AttackedDoor, message: Buffer, times: number): Promise<Tried> {
  const socket = await enter(door)
  socket.pause()
  const together = Buffer.concat(Array.from({ length: 100 }, () => message))
  function* messages() {
    for (let sent = 0; sent < times; sent += 100) yield together
  }
  const bytes = await pour(socket, messages())
  socket.destroy()
  return { times: Math.floor(bytes / message.length), wrong: [] }
}

export function* repeated(text: string, bytes: number): Generator<Buffer> {
  const part = Buffer.from(text.repeat(Math.ceil(CHUNK / text.length)))
  for (let made = 0; made < bytes; made += part.length) yield part
}
