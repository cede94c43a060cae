import { createHash } from 'node:crypto'
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RandomModel, writeRandomModel } from '../helpers/random-gguf.ts'
import { chooseMethod } from './choices.ts'
import { expect, test } from './fixture.ts'

const ETAG = '"v1"'
const CHUNK = 16 * 1024
/** A slow line, so that there is time to pause: the whole takes some seconds. */
const CHUNK_MS = 30

/** A server that knows ranges and has one file; it remembers from which byte it was asked. */
interface FileServer {
  readonly address: string
  readonly asked: number[]
  close(): Promise<void>
}

/** What is asked for from its beginning comes slowly where there has to be time; the rest of it has no reason to. */
async function serve(
  content: Buffer,
  { slowly = false }: { readonly slowly?: boolean } = {}
): Promise<FileServer> {
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
    if (!slowly || from > 0) return void response.end(content.subarray(from))
    let at = 0
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

function randomModelFile(size: Pick<Partial<RandomModel>, 'vocabulary' | 'width'> = {}): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-e2e-model-'))
  try {
    writeRandomModel(join(folder, 'model.gguf'), { name: 'Fetched from afar', ...size })
    return readFileSync(join(folder, 'model.gguf'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a download is paused, goes on after a restart, is checked and can serve', async ({
  tandem
}) => {
  const content = randomModelFile({ vocabulary: 4096, width: 128 })
  const server = await serve(content, { slowly: true })
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
  const server = await serve(randomModelFile())
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

test('a pair is made with all that it is run with, edited, offered for solving, and deleted', async ({
  tandem
}) => {
  const { page, data } = tandem
  await page.getByRole('link', { name: 'Models' }).click()
  await page.getByRole('link', { name: /^Pairs/ }).click()
  await page.getByRole('link', { name: 'New pair' }).click()
  const memory = page.getByRole('region', { name: 'Memory' })
  await expect(memory).toContainText('Fits')

  // The target is no draft of its own, and the list says why.
  await page.getByLabel('Draft model').click()
  const itself = page.getByRole('option', { name: /Tandem school pair, target/ })
  await expect(itself).toContainText('It is the target: its drafts would save nothing.')
  await expect(itself).toBeDisabled()
  await page.keyboard.press('Escape')

  await page.getByLabel('Paths').fill('5')
  await page.getByLabel('Context').fill('384')
  await page.getByLabel('Name').fill('Five short paths')
  await expect(memory).toContainText('keys and values of 5 paths')
  await page.getByRole('button', { name: 'Save as a new pair' }).click()
  await expect(page.getByText(/“Five short paths” can be chosen/)).toBeVisible()
  const library = JSON.parse(readFileSync(join(data, 'model-library.json'), 'utf8')) as {
    pairs: unknown[]
  }
  expect(library.pairs).toMatchObject([
    {
      name: 'Five short paths',
      prompts: 'tandem-school',
      strategies: 'school',
      paths: 5,
      context: 384,
      gpuLayers: { target: null, draft: null }
    }
  ])

  await page.getByLabel('Name').fill('Five paths')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('link', { name: /^Five short paths/ })).toHaveCount(0)
  await page.getByRole('link', { name: 'Solve' }).click()
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeVisible()
  await page.getByLabel('Pair').click()
  await page.getByRole('option', { name: /^Five paths/ }).click()
  // By evidence the plan says how many paths open; every other method takes the pair's.
  await chooseMethod(page, 'ssr')
  await page.getByRole('button', { name: 'More options' }).click()
  await expect(page.getByLabel('Paths')).toHaveValue('5')
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'Models' }).click()
  await page.getByRole('link', { name: /^Pairs/ }).click()
  await page.getByRole('link', { name: /^Five paths/ }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('link', { name: /^Five paths/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: /^Five paths/ })).toBeVisible()
})

test('five hundred models of another program are found, filtered and sorted', async ({
  tandem
}) => {
  const { page, data } = tandem
  const folder = join(data, 'many')
  mkdirSync(folder)
  writeFileSync(join(folder, 'first.gguf'), randomModelFile())
  for (let index = 1; index < 500; index++) {
    linkSync(join(folder, 'first.gguf'), join(folder, `copy-${index}.gguf`))
  }
  writeFileSync(join(folder, 'page.gguf'), '<html>please log in first</html>')

  await page.getByRole('link', { name: 'Models' }).click()
  await page.getByLabel('Path of another folder').fill(folder)
  await page.getByRole('button', { name: 'Add folder' }).click()
  await expect(page.getByRole('region', { name: '503 models' })).toBeVisible()

  await page.getByLabel('Which models are shown').click()
  await page.getByRole('option', { name: /^That cannot/ }).click()
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('row').last()).toContainText('It is not a GGUF file.')
  await page.getByLabel('Which models are shown').click()
  await page.getByRole('option', { name: 'All models' }).click()

  await page.getByLabel('Filter the models').fill('afar copy-49')
  await expect(page.getByRole('row')).toHaveCount(12)
  await page.getByLabel('Filter the models').fill('')
  await page.getByRole('button', { name: 'weights' }).click()
  await expect(page.getByRole('columnheader', { name: 'weights' })).toHaveAttribute(
    'aria-sort',
    'ascending'
  )
  await expect(page.getByRole('row').nth(1)).toContainText('Fetched from afar')
  await page.getByRole('button', { name: 'weights' }).click()
  await expect(page.getByRole('row').nth(1)).toContainText('Tandem school pair, target')

  await page.getByRole('button', { name: `No longer look in ${folder}` }).click()
  await expect(page.getByRole('region', { name: '2 models' })).toBeVisible()
})

test('a file is added by its path, verified and taken off the list', async ({ tandem }) => {
  const { page, data } = tandem
  const file = join(data, 'own.gguf')
  writeFileSync(file, randomModelFile())
  await page.getByRole('link', { name: 'Models' }).click()
  await page.getByRole('button', { name: 'Add file' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a model file' })
  await dialog.getByLabel(/^Path of the GGUF file/).fill(`${file}.gone`)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByLabel(/^Path of the GGUF file/).fill(file)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('region', { name: '3 models' })).toBeVisible()

  await page.getByRole('button', { name: 'Fetched from afar' }).click()
  const details = page.getByRole('dialog', { name: 'Fetched from afar' })
  await details.getByRole('button', { name: 'Verify' }).click()
  await expect(details).toContainText('its source names none to compare with')

  await details.getByRole('button', { name: 'How it is asked' }).click()
  const words = details.getByRole('region', { name: 'How it is asked' })
  await expect(words).toContainText('The chat template of its file is in force. It does not think.')
  await words.getByRole('radio', { name: 'My own chat template' }).check()
  const template = words.getByLabel('Chat template (Jinja)')
  await expect(template).toHaveValue(/im_start/)
  await template.fill('<user>{{ messages[0].content }}')
  await words.getByRole('button', { name: 'Save' }).click()
  await expect(words.getByRole('alert')).toContainText('shows a message 0 times instead of once.')
  await expect(words.getByRole('figure')).toContainText('<user>How much is 1 + 1?')
  await template.fill('{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}<assistant>')
  await words.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('It is asked so from its next run on.')).toBeVisible()
  await expect(words.getByRole('status')).toContainText('A chat template of yours is in force.')
  await expect(details).toContainText('one of yours')
  await details.getByRole('button', { name: 'Take off the list' }).click()
  await expect(page.getByRole('region', { name: '2 models' })).toBeVisible()
  expect(existsSync(file)).toBe(true)
})
