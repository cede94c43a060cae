import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeRandomModel } from '../helpers/random-gguf.ts'
import { expect, test } from './fixture.ts'

const ETAG = '"v1"'
const CHUNK = 16 * 1024
/** A slow line, so that there is time to pause: the whole takes some seconds. */
const CHUNK_MS = 30

/** A server that knows ranges and sends one file slowly; it remembers from which byte it was asked. */
interface SlowServer {
  readonly address: string
  readonly asked: number[]
  close(): Promise<void>
}

async function serveSlowly(content: Buffer): Promise<SlowServer> {
  const asked: number[] = []
  const server: Server = createServer((request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    asked.push(from)
    response.writeHead(from > 0 ? 206 : 200, {
      etag: ETAG,
      'content-length': content.length - from,
      ...(from > 0 && {
        'content-range': `bytes ${from}-${content.length - 1}/${content.length}`
      })
    })
    let at = from
    const timer = setInterval(() => {
      response.write(content.subarray(at, at + CHUNK))
      at += CHUNK
      if (at < content.length) return
      clearInterval(timer)
      response.end()
    }, CHUNK_MS)
    response.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/fetched.gguf`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}

function randomModelFile(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-e2e-model-'))
  try {
    writeRandomModel(join(folder, 'model.gguf'), {
      name: 'Fetched from afar',
      vocabulary: 4096,
      width: 128
    })
    return readFileSync(join(folder, 'model.gguf'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a download is paused, goes on after a restart, is checked and can serve', async ({
  tandem
}) => {
  const content = randomModelFile()
  const server = await serveSlowly(content)
  try {
    await tandem.page.getByRole('link', { name: 'Models' }).click()
    await tandem.page.getByRole('link', { name: 'Download' }).click()
    const status = tandem.page.getByRole('contentinfo')
    await expect(status).toContainText('offline')

    await tandem.page.getByLabel(/or an https address/).fill(server.address)
    await tandem.page
      .getByLabel(/^SHA-256/)
      .fill(createHash('sha256').update(content).digest('hex'))
    await tandem.page.getByRole('button', { name: 'Download', exact: true }).click()
    const row = tandem.page.getByRole('listitem', { name: 'fetched.gguf' })
    await expect(row).toHaveAttribute('data-state', 'fetching')
    await expect(row.getByRole('progressbar')).toHaveAttribute('value', /^0\.\d+/)
    await expect(status).toContainText('1 download')

    await row.getByRole('button', { name: 'Pause' }).click()
    await expect(row).toHaveAttribute('data-state', 'paused')
    await expect(row).toContainText('Paused at')
    await expect(status).toContainText('offline')

    await tandem.restart()
    const { page } = tandem
    await page.getByRole('link', { name: 'Models' }).click()
    // What has arrived so far is no model yet.
    await expect(page.getByRole('region', { name: '2 models' })).toBeVisible()
    await page.getByRole('link', { name: 'Download' }).click()
    const again = page.getByRole('listitem', { name: 'fetched.gguf' })
    await expect(again).toHaveAttribute('data-state', 'paused')
    await again.getByRole('button', { name: 'Resume' }).click()
    await expect(again).toHaveAttribute('data-state', 'done')
    await expect(again).toContainText('In the library.')
    expect(server.asked).toHaveLength(2)
    expect(server.asked[1]).toBeGreaterThan(0)

    await page.getByRole('link', { name: /^Library/ }).click()
    await page.getByRole('button', { name: 'Fetched from afar' }).click()
    const details = page.getByRole('dialog', { name: 'Fetched from afar' })
    await expect(details).toContainText('can be a target')
    await expect(details).toContainText('as its source says')
    await expect(details).toContainText('it was opened in a process of its own')
  } finally {
    await server.close()
  }
})

test('a download with another hash is deleted, and the page says so', async ({ tandem }) => {
  const { page } = tandem
  const server = await serveSlowly(randomModelFile())
  try {
    await page.getByRole('link', { name: 'Models' }).click()
    await page.getByRole('link', { name: 'Download' }).click()
    await page.getByLabel(/or an https address/).fill('ftp://example.com/a.gguf')
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    await expect(page.getByText('Only https addresses are fetched')).toBeVisible()

    await page.getByLabel(/or an https address/).fill(server.address)
    await page.getByLabel(/^SHA-256/).fill('ab12')
    await expect(page.getByText('A SHA-256 has 64 hexadecimal digits.')).toBeVisible()
    await page.getByLabel(/^SHA-256/).fill('0'.repeat(64))
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    const row = page.getByRole('listitem', { name: 'fetched.gguf' })
    await expect(row).toHaveAttribute('data-state', 'failed')
    await expect(row.getByRole('alert')).toContainText('its SHA-256 differs')
    await row.getByRole('button', { name: 'Cancel' }).click()
    await expect(row).toHaveCount(0)
    await page.getByRole('link', { name: /^Library/ }).click()
    await expect(page.getByRole('region', { name: '2 models' })).toBeVisible()
  } finally {
    await server.close()
  }
})

test('before a model of the catalogue is fetched, its size and the free room are shown', async ({
  tandem
}) => {
  const { page } = tandem
  await page.getByRole('link', { name: 'Models' }).click()
  await page.getByRole('link', { name: 'Download' }).click()
  await page.getByRole('button', { name: 'Download Qwen3 0.6B, Q8_0' }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('about 610 MB')
  await expect(dialog).toContainText('Free on the disk')
  await expect(dialog).toContainText('Apache-2.0')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('contentinfo')).toContainText('offline')
})
