import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { examineServer } from '../../src/inference/backends/server/examine-server.ts'
import { causeOfFailure, throughProxy } from '../../src/inference/network.ts'
import type { ServerExamination } from '../../src/shared/named-server.ts'
import { startAnswering } from '../helpers/answering.ts'
import { authority, certificate, type Authority } from '../helpers/certificates.ts'
import { answerAsLlama } from '../helpers/miniature-llama.ts'
import { temporaryFolder } from '../helpers/run-setup.ts'

let ca: Authority
beforeAll(async () => {
  ca = await authority()
})

async function secureServer(name: string, expired = false) {
  const server = await startAnswering(
    answerAsLlama({ text: 'ok' }),
    await certificate(ca, { name, expired })
  )
  onTestFinished(() => server.stop())
  return server
}

async function refusalOf(url: string): Promise<string> {
  const source = { kind: 'server', url, model: null, parameters: null } as const
  const examination = await examineServer(source, null)
  return examination.outcome === 'refused' ? examination.reason : examination.outcome
}

describe('a refused certificate', () => {
  test('that nobody trusts says how it can be trusted', async () => {
    const { url } = await secureServer('127.0.0.1')
    expect(await refusalOf(url)).toMatch(
      /UNABLE_TO_VERIFY\w+: its certificate is not trusted;.*NODE_EXTRA_CA_CERTS=\/path/
    )
  })

  test('is none where the server speaks no TLS', async () => {
    const plain = await startAnswering(answerAsLlama({}))
    onTestFinished(() => plain.stop())
    expect(await refusalOf(plain.url.replace('http:', 'https:'))).toMatch('is its address http://?')
  })
})

/** A proxy that is told by name where to go; every name is this machine. */
async function startProxy() {
  const asked: string[] = []
  const proxy = createServer().on('connect', (request, client, head) => {
    asked.push(request.url ?? '')
    const there = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      there.write(head)
      there.pipe(client).pipe(there)
    })
    for (const end of [client, there]) end.on('error', () => there.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked }
}

/** Asks servers in a process with this environment: what it says of certificates and proxies is read once. */
async function ask(
  urls: readonly string[],
  env: Readonly<Record<string, string>>
): Promise<ServerExamination[]> {
  const script = join(import.meta.dirname, '../helpers/ask-servers.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...urls], {
    env: { PATH: process.env.PATH, ...env }
  })
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ServerExamination)
}

test('goes through the proxy with a certificate of its own, and past it where it is told to', async () => {
  const file = join(temporaryFolder(), 'ca.pem')
  writeFileSync(file, ca.cert)
  const [far, here] = [await secureServer('gpu.test'), await secureServer('127.0.0.1')]
  const old = await secureServer('old.test', true)
  const proxy = await startProxy()
  const env = { NODE_EXTRA_CA_CERTS: file, HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url }
  const [farUrl, otherUrl, oldUrl] = [
    `https://gpu.test:${far.port}`,
    `https://other.test:${far.port}`,
    `https://old.test:${old.port}`
  ]
  const found = await ask([farUrl, here.url, otherUrl, oldUrl], env)
  expect(found.map(({ outcome }) => outcome)).toEqual(['met', 'met', 'refused', 'refused'])
  expect(found[2]).toMatchObject({ reason: expect.stringMatching('is for another name') as string })
  expect(found[3]).toMatchObject({ reason: expect.stringMatching('has expired') as string })
  // A server on this machine is not asked for at the proxy.
  expect([...new Set(proxy.asked)]).toEqual([
    `gpu.test:${far.port}`,
    `other.test:${far.port}`,
    `old.test:${old.port}`
  ])

  const before = proxy.asked.length
  const [direct] = await ask([farUrl], { ...env, NO_PROXY: '.test' })
  // There is no such name but at the proxy.
  expect(direct).toMatchObject({ outcome: 'refused' })
  expect(proxy.asked).toHaveLength(before)
})

test.each([
  [
    { HTTPS_PROXY: 'http://me:secret@firm.test:3128' },
    ' through the proxy http://firm.test:3128 (HTTPS_PROXY)'
  ],
  [
    { https_proxy: 'http://firm.test:3128', NO_PROXY: 'other.test' },
    ' through the proxy http://firm.test:3128 (HTTPS_PROXY)'
  ],
  [{ HTTPS_PROXY: 'http://firm.test:3128', NO_PROXY: '.hub.test' }, ''],
  [{ HTTPS_PROXY: 'http://firm.test:3128', NO_PROXY: '*' }, ''],
  [{ HTTP_PROXY: 'http://firm.test:3128' }, ''],
  [{}, '']
])('names the proxy that stands in between, without its password: %j', (env, words) => {
  expect(throughProxy(new URL('https://a.hub.test/x'), env)).toBe(words)
  expect(throughProxy(new URL('https://127.0.0.1/x'), env)).toBe('')
})

test.each([
  ['407', /answers 407: it wants a name and a password/],
  ['502', /answers 502\)$/]
])('a proxy that refuses with %s is told of in words', (status, words) => {
  // As fetch throws it, where Node sends it through a proxy.
  const refused = Object.assign(
    new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`),
    { code: 'UND_ERR_ABORTED' }
  )
  const cancelled = new Error('Request was cancelled.', { cause: refused })
  expect(causeOfFailure(new TypeError('fetch failed', { cause: cancelled }))).toMatch(words)
})
