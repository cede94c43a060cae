import { createHash } from 'node:crypto'
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDownloads } from '../../../../src/main/models/download/downloads.ts'
import { createInspector } from '../../../../src/main/models/inspector.ts'
import type { Inspector } from '../../../../src/main/models/inspector.ts'
import { createLibrary } from '../../../../src/main/models/library.ts'
import { jsonRecords } from '../../../../src/main/models/records.ts'
import { writeSplit } from '../../../helpers/hostile-gguf/controls.ts'
import { randomModel, writeRandomModel } from '../../../helpers/random-gguf.ts'
import { sendFile, serve, type FileServer } from './file-server.ts'

let home: string
let hub: FileServer
let inspector: Inspector
/** What the hub has, by file name. */
let files: Map<string, Buffer>

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tandem-downloads-'))
  files = new Map()
  hub = await serve((request, response) => {
    const content = files.get(basename(request.url ?? ''))
    if (content !== undefined) sendFile(request, response, content)
    else response.writeHead(404).end()
  })
  // Headers are read by the real process; the trial is another test's business.
  const real = createInspector()
  inspector = { ...real, open: (path) => real.read(path) }
})
afterEach(async () => {
  inspector.close()
  await hub.close()
  rmSync(home, { recursive: true })
})

function setUp() {
  const folder = join(home, 'models')
  const library = createLibrary({
    records: jsonRecords(join(home, 'library.json')),
    inspector,
    places: [],
    folder,
    bundled: join(home, 'none')
  })
  const secrets = { get: () => 'hf_secret', set: () => undefined }
  const downloads = createDownloads({ library, folder, secrets, hub: hub.url })
  return { folder, library, downloads }
}

const options = () => ({ sha256: null, signal: new AbortController().signal })

test('fetches a model by its URI and lists it', async () => {
  writeRandomModel(join(home, 'source.gguf'), { name: 'Fetched' })
  const content = readFileSync(join(home, 'source.gguf'))
  files.set('model.gguf', content)
  const { library, downloads, folder } = setUp()
  const sha256 = createHash('sha256').update(content).digest('hex')
  const model = await downloads.download('hf:user/repo/model.gguf', { ...options(), sha256 })
  expect(model.name).toBe('Fetched')
  expect(model.entry).toMatchObject({ origin: 'downloaded', sha256: [sha256] })
  expect(library.list().map(({ id }) => id)).toEqual([model.id])
  expect(hub.requests[0]?.headers.authorization).toBe('Bearer hf_secret')
  library.remove(model.id)
  expect(readdirSync(folder)).toEqual([])
})

test('fetches all parts of a split model, and lists them as one', async () => {
  mkdirSync(join(home, 'source'))
  writeSplit(join(home, 'source'), randomModel())
  for (const name of readdirSync(join(home, 'source'))) {
    files.set(name, readFileSync(join(home, 'source', name)))
  }
  const { downloads } = setUp()
  const parts = new Set<string>()
  const model = await downloads.download('hf:user/repo/split-00001-of-00002.gguf', {
    ...options(),
    onProgress: ({ part, parts: all }) => parts.add(`${part} of ${all}`)
  })
  expect([...parts]).toEqual(['1 of 2', '2 of 2'])
  expect(model.entry.files).toHaveLength(2)
  expect(model.target.able).toBe(true)
})

test('goes on with the parts of a split model that are missing', async () => {
  mkdirSync(join(home, 'source'))
  writeSplit(join(home, 'source'), randomModel())
  const [first = '', second = ''] = readdirSync(join(home, 'source'))
  files.set(first, readFileSync(join(home, 'source', first)))
  const { downloads } = setUp()
  const uri = `hf:user/repo/${first}`
  await expect(downloads.download(uri, options())).rejects.toMatchObject({ code: 'not-found' })
  files.set(second, readFileSync(join(home, 'source', second)))
  const model = await downloads.download(uri, options())
  expect(model.entry.files).toHaveLength(2)
})

test('lists what arrived and is no model with the reason', async () => {
  files.set('model.gguf', Buffer.from('<html>please log in first</html>'))
  const { downloads } = setUp()
  const model = await downloads.download('hf:user/repo/model.gguf', options())
  expect(model.target).toEqual({ able: false, reason: 'It is not a GGUF file.' })
})

test('keeps an unfinished download out of the library, and discards it on demand', async () => {
  files.set('model.gguf', Buffer.alloc(3_000_000))
  const { library, downloads, folder } = setUp()
  const pause = new AbortController()
  const download = downloads.download('hf:user/repo/model.gguf', {
    sha256: null,
    signal: pause.signal,
    onProgress: () => {
      pause.abort()
    }
  })
  await expect(download).rejects.toThrow('aborted')
  expect(downloads.unfinished().map(({ uri }) => uri)).toEqual(['hf:user/repo/model.gguf'])
  expect(await library.scan()).toEqual([])
  downloads.discard('hf:user/repo/model.gguf')
  expect(readdirSync(folder)).toEqual([])
})

test('discards the complete parts of a split model with the others', async () => {
  mkdirSync(join(home, 'source'))
  writeSplit(join(home, 'source'), randomModel())
  const [first = ''] = readdirSync(join(home, 'source'))
  files.set(first, readFileSync(join(home, 'source', first)))
  const { downloads, library, folder } = setUp()
  const uri = `hf:user/repo/${first}`
  await expect(downloads.download(uri, options())).rejects.toMatchObject({ code: 'not-found' })
  expect(readdirSync(folder)).toContain(first)
  const [half] = await library.scan()
  expect(half?.target.able).toBe(false)
  downloads.discard(uri)
  expect(readdirSync(folder)).toEqual([])
  expect(library.list()).toEqual([])
})

test('discards nothing of a model that is whole', async () => {
  mkdirSync(join(home, 'source'))
  writeSplit(join(home, 'source'), randomModel())
  writeRandomModel(join(home, 'source', 'model.gguf'), { name: 'Whole' })
  for (const name of readdirSync(join(home, 'source'))) {
    files.set(name, readFileSync(join(home, 'source', name)))
  }
  const { downloads, library, folder } = setUp()
  for (const uri of ['hf:user/repo/split-00001-of-00002.gguf', 'hf:user/repo/model.gguf']) {
    await downloads.download(uri, options())
    downloads.discard(uri)
  }
  expect(readdirSync(folder)).toHaveLength(3)
  expect(library.list()).toHaveLength(2)
})

test('does not fetch the same model twice at once', async () => {
  files.set('model.gguf', Buffer.alloc(100))
  const { downloads } = setUp()
  const first = downloads.download('hf:user/repo/model.gguf', options())
  const second = downloads.download('hf:user/repo/model.gguf', options())
  await expect(second).rejects.toMatchObject({ code: 'exists' })
  await first
})

test('leaves a split model to the process that fetches it, whichever part that is at', async () => {
  mkdirSync(join(home, 'source'))
  writeSplit(join(home, 'source'), randomModel())
  const names = readdirSync(join(home, 'source')).sort()
  for (const name of names) files.set(name, readFileSync(join(home, 'source', name)))
  const { downloads, folder } = setUp()
  const uri = `hf:user/repo/${names[0] ?? ''}`
  // The other process, the one that started this one, has the first part and is at the second.
  mkdirSync(folder)
  writeFileSync(join(folder, names[0] ?? ''), files.get(names[0] ?? '') ?? '')
  writeFileSync(join(folder, `${names[1] ?? ''}.part`), 'half')
  const lock = join(folder, `${names[0] ?? ''}.parts.lock`)
  writeFileSync(lock, String(process.ppid))
  await expect(downloads.download(uri, options())).rejects.toThrow('on its way already')
  expect(() => {
    downloads.discard(uri)
  }).toThrow('on its way already')
  expect(hub.requests).toHaveLength(0)
  expect(readdirSync(folder)).toContain(`${names[1] ?? ''}.part`)
  // It is gone: the rest is fetched.
  rmSync(lock)
  expect((await downloads.download(uri, options())).entry.files).toHaveLength(2)
  expect(readdirSync(folder).sort()).toEqual(names)
})
