import { createHash, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  downloadFile,
  type DownloadOptions
} from '../../../../src/main/models/download/download-file.ts'
import { unfinishedIn } from '../../../../src/main/models/download/partial-file.ts'
import type { Patience } from '../../../../src/main/models/download/patience.ts'
import type { Progress } from '../../../../src/main/models/download/transfer.ts'
import { ETAG, sendFile, serve, type Answer, type FileServer } from './file-server.ts'

const content = randomBytes(300_000)
const sha256 = createHash('sha256').update(content).digest('hex')
const patience: Patience = {
  attempts: 3,
  backoffMs: 5,
  longestWaitMs: 2000,
  windowMs: 300,
  leastBytes: 1024
}

let folder: string
let servers: FileServer[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-download-'))
  servers = []
})
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  rmSync(folder, { recursive: true })
})

async function start(answer: Answer): Promise<FileServer> {
  const server = await serve(answer)
  servers.push(server)
  return server
}

function fetchFrom(server: FileServer, options: Partial<DownloadOptions> = {}) {
  return downloadFile(
    { url: new URL('/user/repo/resolve/main/model.gguf', server.url), fileName: 'model.gguf' },
    {
      folder,
      hub: server.url,
      token: null,
      sha256: null,
      uri: 'hf:user/repo/model.gguf',
      signal: new AbortController().signal,
      patience,
      ...options
    }
  )
}

function arrived(): Buffer {
  expect(readdirSync(folder)).toEqual(['model.gguf'])
  return readFileSync(join(folder, 'model.gguf'))
}

test('fetches a file, reports progress and leaves nothing else behind', async () => {
  const server = await start((request, response) => {
    sendFile(request, response, content)
  })
  const progress: Progress[] = []
  const done = await fetchFrom(server, { onProgress: (step) => progress.push(step) })
  expect(done).toEqual({ path: join(folder, 'model.gguf'), sha256, verified: false })
  expect(arrived().equals(content)).toBe(true)
  expect(progress.at(-2)).toEqual({ phase: 'fetching', received: 300_000, total: 300_000 })
  expect(progress.at(-1)?.phase).toBe('verifying')
})

test('goes on after a cut connection with the bytes that are missing', async () => {
  const server = await start((request, response, earlier) => {
    sendFile(request, response, content, earlier < 2 ? { only: 100_000 } : {})
  })
  await fetchFrom(server)
  expect(arrived().equals(content)).toBe(true)
  expect(server.requests.map(({ headers }) => headers.range)).toEqual([
    undefined,
    'bytes=100000-',
    'bytes=200000-'
  ])
})

test('begins anew on a server that knows no ranges', async () => {
  const server = await start((_, response, earlier) => {
    response.writeHead(200, { etag: ETAG, 'content-length': content.length })
    if (earlier > 0) response.end(content)
    else response.write(content.subarray(0, 50_000), () => setTimeout(() => response.destroy(), 20))
  })
  await fetchFrom(server)
  expect(arrived().equals(content)).toBe(true)
})

test('begins anew where the file on the server has changed', async () => {
  const changed = randomBytes(content.length)
  const server = await start((request, response, earlier) => {
    if (earlier === 0) sendFile(request, response, content, { only: 100_000 })
    else sendFile(request, response, changed, { etag: '"v2"' })
  })
  await fetchFrom(server)
  expect(arrived().equals(changed)).toBe(true)
})

test('begins anew on a server that gives the content no strong name', async () => {
  const server = await start((request, response, earlier) => {
    sendFile(request, response, content, { etag: 'W/"v1"', ...(earlier === 0 && { only: 9000 }) })
  })
  await fetchFrom(server)
  expect(arrived().equals(content)).toBe(true)
  expect(server.requests[1]?.headers.range).toBeUndefined()
})

test('is paused by its signal and goes on in another run of the program', async () => {
  const server = await start((request, response, earlier) => {
    if (earlier > 0) {
      sendFile(request, response, content)
      return
    }
    response.writeHead(200, { etag: ETAG, 'content-length': content.length })
    response.write(content.subarray(0, 12_000))
  })
  const pause = new AbortController()
  const first = fetchFrom(server, {
    signal: pause.signal,
    onProgress: ({ received }) => {
      if (received === 12_000) pause.abort()
    },
    patience: { ...patience, windowMs: 10_000 }
  })
  await expect(first).rejects.toThrow('aborted')
  expect(existsSync(join(folder, 'model.gguf'))).toBe(false)
  expect(unfinishedIn(folder)).toEqual([
    {
      uri: 'hf:user/repo/model.gguf',
      fileName: 'model.gguf',
      etag: ETAG,
      bytes: 300_000,
      sha256: null,
      received: 12_000
    }
  ])
  await fetchFrom(server)
  expect(arrived().equals(content)).toBe(true)
  expect(server.requests[1]?.headers.range).toBe('bytes=12000-')
})

test('holds the content against the hash that the hub gives before its redirect', async () => {
  const storage = await start((request, response) => {
    sendFile(request, response, content)
  })
  const hub = await start((_, response) => {
    response.writeHead(302, {
      location: new URL('/signed', storage.url).href,
      'x-linked-etag': `"${sha256}"`,
      'x-linked-size': content.length
    })
    response.end()
  })
  expect((await fetchFrom(hub)).verified).toBe(true)
})

test('deletes content whose hash is wrong, and says so', async () => {
  const server = await start((request, response) => {
    sendFile(request, response, content)
  })
  const download = fetchFrom(server, { sha256: 'a'.repeat(64) })
  await expect(download).rejects.toMatchObject({ code: 'wrong-hash' })
  expect(readdirSync(folder)).toEqual([])
})

test('refuses a length other than the hub announced', async () => {
  const storage = await start((request, response) => {
    sendFile(request, response, content)
  })
  const hub = await start((_, response) => {
    response.writeHead(302, { location: storage.url.href, 'x-linked-size': content.length + 1 })
    response.end()
  })
  await expect(fetchFrom(hub)).rejects.toMatchObject({ code: 'wrong-length' })
})

test('gives up on a server that always breaks off at the same place', async () => {
  const server = await start((_, response) => {
    response.writeHead(200, { 'content-length': content.length })
    response.write(content.subarray(0, 10), () => setTimeout(() => response.destroy(), 5))
  })
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: 'unreachable' })
  expect(server.requests).toHaveLength(3)
})

test('gives the token to the hub, and to nobody it redirects to', async () => {
  const storage = await start((request, response) => {
    sendFile(request, response, content)
  })
  const hub = await start((_, response, earlier) => {
    const location = earlier === 0 ? '/renamed/model.gguf' : new URL('/signed', storage.url).href
    response.writeHead(307, { location })
    response.end()
  })
  await fetchFrom(hub, { token: 'hf_secret' })
  expect(hub.requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer hf_secret',
    'Bearer hf_secret'
  ])
  expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
})

test('does not follow a redirect to an unencrypted address elsewhere', async () => {
  const server = await start((_, response) => {
    response.writeHead(302, { location: 'http://example.com/model.gguf' })
    response.end()
  })
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: 'bad-address' })
})

test('does not follow redirects without end', async () => {
  const server = await start((_, response) => {
    response.writeHead(302, { location: '/again' })
    response.end()
  })
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: 'refused' })
})

test.each([
  [401, 'needs-token'],
  [403, 'needs-token'],
  [404, 'not-found'],
  [418, 'refused']
])('gives up at once on %i', async (status, code) => {
  const server = await start((_, response) => {
    response.writeHead(status)
    response.end()
  })
  const download = fetchFrom(server, { token: 'hf_secret' })
  await expect(download).rejects.toMatchObject({ code })
  await expect(download).rejects.not.toThrow('hf_secret')
  expect(server.requests).toHaveLength(1)
})

test('waits as long as a busy server asks, and tries again', async () => {
  let waited = 0
  let refusedAt = 0
  const server = await start((request, response, earlier) => {
    if (earlier === 0) {
      refusedAt = performance.now()
      response.writeHead(429, { 'retry-after': '1' })
      response.end()
      return
    }
    waited = performance.now() - refusedAt
    sendFile(request, response, content)
  })
  await fetchFrom(server)
  expect(waited).toBeGreaterThan(950)
})

test('does not wait for a server that asks for too long', async () => {
  const server = await start((_, response) => {
    response.writeHead(429, { 'retry-after': '3600' })
    response.end()
  })
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: 'busy' })
  expect(server.requests).toHaveLength(1)
})

test('tries again on an error of the server', async () => {
  const server = await start((request, response, earlier) => {
    if (earlier > 0) {
      sendFile(request, response, content)
      return
    }
    response.writeHead(503)
    response.end()
  })
  await fetchFrom(server)
  expect(arrived().equals(content)).toBe(true)
})

test('ends a connection that only drips', async () => {
  const server = await start((_, response) => {
    response.writeHead(200, { etag: ETAG, 'content-length': content.length })
    const drip = setInterval(() => response.write('.'), 20)
    response.on('close', () => {
      clearInterval(drip)
    })
  })
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: 'too-slow' })
})

test('fetches nothing that the disk has no room for', async () => {
  const server = await start((_, response) => {
    response.writeHead(200, { etag: ETAG, 'content-length': 2 ** 52 })
    response.write('x')
  })
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: 'no-space' })
  expect(readdirSync(folder)).toEqual([])
})

test('does not write over a model that is there', async () => {
  const server = await start((request, response) => {
    sendFile(request, response, content)
  })
  await fetchFrom(server)
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: 'exists' })
})

test('says that a server cannot be reached', async () => {
  const server = await start(() => undefined)
  await server.close()
  servers = []
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: 'unreachable' })
})

test('leaves a file to the process that fetches it', async () => {
  const server = await start((request, response) => {
    sendFile(request, response, content)
  })
  // A process that is there: the one that started this one.
  writeFileSync(join(folder, 'model.gguf.part.lock'), String(process.ppid))
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: 'exists' })
  expect(server.requests).toHaveLength(0)
  // One that is gone, and one of this number before a restart, count for nothing.
  for (const gone of ['4194999', String(process.pid), 'nonsense']) {
    writeFileSync(join(folder, 'model.gguf.part.lock'), gone)
    await fetchFrom(server)
    expect(arrived().equals(content)).toBe(true)
    rmSync(join(folder, 'model.gguf'))
  }
})

test('holds the length of the file against the one announced, whoever wrote to it', async () => {
  const server = await start((request, response) => {
    sendFile(request, response, content)
  })
  const found = fetchFrom(server, {
    onProgress({ received, total }) {
      if (received === total) appendFileSync(join(folder, 'model.gguf.part'), 'more')
    }
  })
  await expect(found).rejects.toMatchObject({ code: 'wrong-length' })
  expect(readdirSync(folder)).toEqual([])
})

test('refuses a page in the place of a model', async () => {
  const server = await start((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html></html>')
  })
  await expect(fetchFrom(server)).rejects.toThrow('sends a web page instead of model.gguf')
  expect(readdirSync(folder)).toEqual([])
})
