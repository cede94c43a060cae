import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import {
  openWebDoor,
  type WebDoor,
  type WebDoorOptions
} from '../../../../src/main/doors/web/server.ts'
import { othersThatAnswer } from '../../../helpers/other-addresses.ts'

let folder: string
let door: WebDoor
let address: URL
let cookie: string
let faults: unknown[]
let announced: string[]
let fail: boolean
let options: WebDoorOptions

beforeEach(async () => {
  faults = []
  folder = await mkdtemp(join(tmpdir(), 'tandem-page-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Tandem</title>')
  await writeFile(`${folder}.txt`, 'outside')
  announced = []
  fail = false
  options = {
    pageFolder: folder,
    port: 0,
    onSignedIn: (next) => announced.push(next),
    onFault: (error) => faults.push(error),
    dispatch: (name) =>
      fail ? Promise.reject(new Error('unforeseen')) : Promise.resolve({ ok: true, value: name })
  }
  door = await openWebDoor(options)
  address = new URL(door.url)
  const invited = await get(`/${address.search}`)
  cookie = String(invited.headers['set-cookie']?.[0]?.split(';')[0])
})
afterEach(async () => {
  await door.close()
  await rm(folder, { recursive: true })
  await rm(`${folder}.txt`)
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** As fetch, but with any Host and Origin, which fetch would not send. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port: address.port, path, headers, method, agent: false },
      (response) => {
        response.resume()
        resolve({ status: response.statusCode ?? 0, headers: response.headers })
      }
    )
      .on('error', reject)
      .end()
  })
}

function connect(headers: Record<string, string>, origin?: string): Promise<WebSocket | null> {
  const socket = new WebSocket(`ws://${address.host}/`, { headers, ...(origin && { origin }) })
  return new Promise((resolve) => {
    socket.on('open', () => resolve(socket))
    socket.on('error', () => resolve(null))
  })
}

describe('the web door', () => {
  it('exchanges the token in the address for a cookie that scripts cannot read', async () => {
    const { status, headers } = await get(`/${new URL(door.url).search}`)
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict; Path=\/$/)
  })

  it('lets one browser in by one address, and tells of the next', async () => {
    expect((await get(`/${address.search}`)).status).toBe(401)
    expect(announced).toEqual([door.url])
    expect(door.url).not.toBe(address.href)
    const second = await get(`/${new URL(door.url).search}`)
    expect(second.status).toBe(200)
    expect(announced).toHaveLength(2)
  })

  it('forgets every browser when the process ends', async () => {
    await door.close()
    door = await openWebDoor({ ...options, port: Number(address.port) })
    expect(new URL(door.url).port).toBe(address.port)
    expect((await get('/', { cookie })).status).toBe(401)
    expect(await connect({ cookie }, address.origin)).toBeNull()
  })

  it('serves the page under its policy to whoever has the cookie', async () => {
    const { status, headers } = await get('/', { cookie })
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it.each([
    ['without a cookie', {}, 401],
    ['with a wrong token', { cookie: 'tandem=abc' }, 401],
    ['under the name of another host', { host: 'evil.example' }, 403],
    ['from another origin', { origin: 'http://evil.example' }, 403],
    ['from an opaque origin', { origin: 'null' }, 403]
  ])('refuses a request %s', async (_name, headers, status) => {
    const known = status === 403 ? { cookie } : {}
    expect((await get('/', { ...known, ...headers })).status).toBe(status)
  })

  it('refuses a wrong token of the right length', async () => {
    const wrong = `/?token=${'x'.repeat(address.searchParams.get('token')!.length)}`
    expect((await get(wrong)).status).toBe(401)
  })

  it.each(['\u00e9', '\u0080', '\u00ff'])(
    'refuses a cookie of the right length in characters, not in bytes, of %j',
    async (sign) => {
      const [name, value] = cookie.split('=')
      const wrong = `${name}=${sign.repeat(value!.length)}`
      expect((await get('/', { cookie: wrong })).status).toBe(401)
      expect(await connect({ cookie: wrong }, address.origin)).toBeNull()
      expect(faults).toEqual([])
    }
  )

  it.each(['//', '/%', '/%zz', '/a%00.html', 'http://evil.example/', '*', '//evil.example/'])(
    'calls %s malformed',
    async (path) => {
      expect((await get(path, { cookie })).status).toBe(400)
      expect(faults).toEqual([])
    }
  )

  it('serves no link that leads out of its folder, no folder and no pipe', async () => {
    await symlink(`${folder}.txt`, join(folder, 'link.html'))
    await symlink('/etc', join(folder, 'etc'))
    await mkdir(join(folder, 'folder.html'))
    execFileSync('mkfifo', [join(folder, 'pipe.html')])
    await symlink('index.html', join(folder, 'inside.html'))
    for (const path of ['/link.html', '/etc/hosts.json', '/folder.html', '/pipe.html']) {
      expect((await get(path, { cookie })).status).toBe(404)
    }
    expect((await get('/inside.html', { cookie })).status).toBe(200)
  })

  it.each(['/../', '/%2e%2e/', '/..%2f', '/%2e%2e%2f'])(
    'never leaves its folder by %s',
    async (up) => {
      const outside = `${folder.split('/').at(-1)}.txt`
      expect((await get(`${up}${outside}`, { cookie })).status).toBe(404)
    }
  )

  it('answers at no other address of this machine', async () => {
    expect(await othersThatAnswer(Number(address.port))).toEqual([])
  })

  it('only reads', async () => {
    expect((await get('/', { cookie }, 'POST')).status).toBe(405)
  })

  it('opens a socket to its own page alone', async () => {
    expect(await connect({ cookie }, 'http://evil.example')).toBeNull()
    expect(await connect({ cookie })).toBeNull()
    expect(await connect({}, address.origin)).toBeNull()
    const socket = await connect({ cookie }, address.origin)
    expect(socket).not.toBeNull()
    socket?.close()
  })

  it('answers calls and sends news on one socket', async () => {
    const socket = await connect({ cookie }, address.origin)
    const messages: unknown[] = []
    const second = new Promise<void>((resolve) => {
      socket!.on('message', (data) => {
        messages.push(JSON.parse((data as Buffer).toString()))
        if (messages.length === 2) resolve()
      })
    })
    socket!.send(JSON.stringify({ id: 7, call: 'app.info' }))
    await expect.poll(() => messages.length).toBe(1)
    door.publish('runs.changed', { run: 'one' })
    await second
    expect(messages).toEqual([
      { id: 7, result: { ok: true, value: 'app.info' } },
      { push: 'runs.changed', payload: { run: 'one' } }
    ])
    socket!.close()
  })

  it('closes a socket whose call is more brackets than a call has, however small', async () => {
    const socket = await connect({ cookie }, address.origin)
    const closed = new Promise<number>((resolve) => socket!.on('close', resolve))
    const input = `${'['.repeat(1_000_001)}${']'.repeat(1_000_001)}`
    socket!.send(`{"id": 1, "call": "app.info", "input": ${input}}`)
    expect(await closed).toBe(1002)
  })

  it('takes a call that is large by one long text', async () => {
    const socket = await connect({ cookie }, address.origin)
    const answered = new Promise<string>((resolve) =>
      socket!.on('message', (data) => resolve((data as Buffer).toString()))
    )
    socket!.send(JSON.stringify({ id: 1, call: 'sets.preview', input: 'a,'.repeat(400_000) }))
    expect(JSON.parse(await answered)).toEqual({
      id: 1,
      result: { ok: true, value: 'sets.preview' }
    })
    socket!.close()
  })

  it('ends the connection alone where answering fails in a way that nobody foresaw', async () => {
    const socket = await connect({ cookie }, address.origin)
    const closed = new Promise<number>((resolve) => socket!.on('close', resolve))
    fail = true
    socket!.send('{"id": 1, "call": "app.info"}')
    expect(await closed).toBe(1006)
    expect(faults).toEqual([new Error('unforeseen')])
    fail = false
    const next = await connect({ cookie }, address.origin)
    expect(next).not.toBeNull()
    next?.close()
  })

  it('closes a socket that sends anything but calls', async () => {
    const socket = await connect({ cookie }, address.origin)
    const closed = new Promise<number>((resolve) => socket!.on('close', resolve))
    socket!.send('{"id": -1}')
    expect(await closed).toBe(1002)
  })
})
