import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readGguf } from '../../../src/inference/backends/llama/gguf/gate.ts'
import { GgufRefused } from '../../../src/inference/backends/llama/gguf/refused.ts'
import type { Inspector, Verdict } from '../../../src/main/models/inspector.ts'
import { hashInBackground } from '../../../src/main/models/hash-in-background.ts'
import { sha256Of } from '../../../src/main/models/file-stamp.ts'
import { createLibrary } from '../../../src/main/models/library.ts'
import { whyItCannotDraft } from '../../../src/main/models/listing.ts'
import { createPairs } from '../../../src/main/models/pairs.ts'
import { knownPlaces } from '../../../src/main/models/places.ts'
import { jsonRecords } from '../../../src/main/models/records.ts'
import type { RefusalCode } from '../../../src/shared/model-library.ts'
import { writeSplit } from '../../helpers/hostile-gguf/controls.ts'
import { randomModel, writeRandomModel } from '../../helpers/random-gguf.ts'

let home: string
let data: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tandem-home-'))
  data = join(home, 'tandem')
})
afterEach(() => {
  rmSync(home, { recursive: true })
})

/** The real gate, in this process, and a trial that refuses what the test says. */
function inspectorWith(refused: ReadonlySet<string> = new Set(), code: RefusalCode = 'crashed') {
  const calls = { read: 0, open: 0 }
  const inspector: Inspector = {
    read(path) {
      calls.read++
      return Promise.resolve(verdictOf(path))
    },
    open(path) {
      calls.open++
      const verdict = verdictOf(path)
      const refusal = { code, sentence: 'It crashed.' }
      return Promise.resolve(refused.has(path) ? { ...verdict, refusal } : verdict)
    },
    estimate: () => Promise.reject(new Error('not asked for here')),
    time: () => Promise.resolve(null),
    devices: () => Promise.reject(new Error('not asked for here')),
    close: () => undefined
  }
  return { inspector, calls }
}

function verdictOf(path: string): Verdict {
  try {
    return { summary: readGguf(path), refusal: null }
  } catch (error) {
    if (!(error instanceof GgufRefused)) throw error
    return { summary: null, refusal: { code: error.code, sentence: error.sentence } }
  }
}

interface Options {
  refused?: ReadonlySet<string>
  code?: RefusalCode
  env?: Record<string, string>
}

function libraryWith(options: Options = {}) {
  const { inspector, calls } = inspectorWith(options.refused, options.code)
  const records = jsonRecords(join(data, 'model-library.json'))
  const bundled = join(home, 'bundled')
  const library = createLibrary({
    records,
    inspector,
    places: knownPlaces({ env: options.env ?? {}, home, platform: 'freebsd' }),
    folder: join(data, 'models'),
    bundled
  })
  return { library, calls, pairs: createPairs(records, bundled) }
}

/** Writes a model at a path below the home folder. */
function place(path: string, options: Parameters<typeof writeRandomModel>[1] = {}): string {
  const whole = join(home, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeRandomModel(whole, options)
  return whole
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function placeBundledPair(): void {
  const target = place('bundled/target.gguf', { seed: 1, layers: 3 })
  const draft = place('bundled/draft.gguf', { seed: 2 })
  const pair = {
    id: 'school',
    name: 'School pair',
    target: { file: 'target.gguf', sha256: sha256(target) },
    draft: { file: 'draft.gguf', sha256: sha256(draft) },
    prompts: 'school',
    strategies: 'school'
  }
  writeFileSync(join(home, 'bundled/pair.json'), JSON.stringify(pair))
}

describe('scan', () => {
  test('finds the models of LM Studio, also in its older folder', async () => {
    place('.lmstudio/models/maker/model/model.gguf', { name: 'New' })
    place('.cache/lm-studio/models/maker/model/model.gguf', { name: 'Old' })
    const found = await libraryWith().library.scan()
    expect(found.map(({ name, entry }) => [name, entry.origin])).toEqual([
      ['New', 'lm-studio'],
      ['Old', 'lm-studio']
    ])
  })

  test('finds the models of Ollama behind its manifests, with their hashes', async () => {
    const store = join(home, 'ollama')
    const blob = place('ollama/blobs/weights')
    const hash = sha256(blob)
    const named = join(store, 'blobs', `sha256-${hash}`)
    renameSync(blob, named)
    const manifest = {
      schemaVersion: 2,
      layers: [
        { mediaType: 'application/vnd.ollama.image.template', digest: `sha256:${'0'.repeat(64)}` },
        { mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${hash}` }
      ]
    }
    for (const path of ['library/qwen3/4b', 'me/mine/latest', 'library/broken/x']) {
      const file = join(store, 'manifests/registry.ollama.ai', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, path.includes('broken') ? '{' : JSON.stringify(manifest))
    }
    const found = await libraryWith({ env: { OLLAMA_MODELS: store } }).library.scan()
    // Two names for the same data are one model.
    expect(found.map(({ name, entry }) => [name, entry.origin, entry.expectedSha256])).toEqual([
      ['qwen3:4b', 'ollama', [hash]]
    ])
    expect(found[0]?.entry.files[0]?.path).toBe(named)
  })

  /** Writes Ollama's manifests as `<tree>/<host>/...`, and returns the blob of the weights. */
  function placeOllama(
    store: string,
    names: readonly string[],
    { blobName = (hash: string) => `sha256-${hash}`, list = false } = {}
  ): string {
    const blob = place(`${store}/blobs/weights`, { seed: names.length })
    const blobs = dirname(blob)
    const hash = sha256(blob)
    const named = join(blobs, blobName(hash))
    renameSync(blob, named)
    const layers = [
      { mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${hash}` },
      { mediaType: 'application/vnd.ollama.image.license', digest: `sha256:${'0'.repeat(64)}` }
    ]
    const child = JSON.stringify({ schemaVersion: 2, layers })
    const childHash = createHash('sha256').update(child).digest('hex')
    const manifest = list
      ? JSON.stringify({
          schemaVersion: 2,
          mediaType: 'application/vnd.ollama.manifest.list.v2+json',
          manifests: [
            { digest: `sha256:${'1'.repeat(64)}`, runner: 'mlx' },
            { digest: `sha256:${childHash}`, runner: 'llamacpp', format: 'gguf' }
          ]
        })
      : child
    if (list) writeFileSync(join(blobs, `sha256-${childHash}`), child)
    for (const name of names) {
      const file = join(home, store, name)
      mkdirSync(dirname(file), { recursive: true })
      if (name.startsWith('manifests-v2')) {
        // Tags of the newer layout are links to their manifest, which is a blob.
        const manifestBlob = join(
          blobs,
          `sha256-${createHash('sha256').update(manifest).digest('hex')}`
        )
        writeFileSync(manifestBlob, manifest)
        symlinkSync(manifestBlob, file)
      } else writeFileSync(file, manifest)
    }
    return named
  }

  test.each([
    ['manifests/registry.ollama.ai/library/qwen3/4b', 'qwen3:4b', {}],
    ['manifests/registry.ollama.ai/me/mine/latest', 'me/mine:latest', {}],
    ['manifests/hf.co/maker/repo-GGUF/Q4_K_M', 'hf.co/maker/repo-GGUF:Q4_K_M', {}],
    // As early versions named their blobs.
    [
      'manifests/registry.ollama.ai/library/old/7b',
      'old:7b',
      { blobName: (hash: string) => `sha256:${hash}` }
    ],
    ['manifests-v2/ollama.com/library/qwen3/4b', 'qwen3:4b', {}],
    ['manifests-v2/ollama.com/library/gemma3/1b', 'gemma3:1b', { list: true }]
  ])('finds what Ollama keeps as %s', async (manifest, name, options) => {
    const blob = placeOllama('.ollama/models', [manifest], options)
    const found = await libraryWith().library.scan()
    expect(found.map((model) => [model.name, model.entry.files[0]?.path])).toEqual([[name, blob]])
  })

  test('takes a model that Ollama keeps in both layouts once, and dead links and temporary files not at all', async () => {
    placeOllama('.ollama/models', [
      'manifests-v2/ollama.com/library/qwen3/4b',
      'manifests/registry.ollama.ai/library/qwen3/4b',
      'manifests-v2/ollama.com/library/qwen3/.manifest-123'
    ])
    const dead = join(home, '.ollama/models/manifests-v2/ollama.com/library/qwen3/gone')
    symlinkSync(`../../../../blobs/sha256-${'0'.repeat(64)}`, dead)
    const found = await libraryWith().library.scan()
    expect(found.map(({ name }) => name)).toEqual(['qwen3:4b'])
  })

  test.each([
    ['.lmstudio/settings.json', {}],
    ['.config/LM Studio/settings.json', {}],
    ['moved/settings.json', { pointer: 'moved' }]
  ])(
    'finds the folder that LM Studio names in %s',
    async (settings, { pointer }: { pointer?: string }) => {
      place('disk/models/maker/model/model.gguf', { name: 'Elsewhere' })
      const file = join(home, settings)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(
        file,
        JSON.stringify({ language: 'en', downloadsFolder: join(home, 'disk/models') })
      )
      if (pointer !== undefined) {
        writeFileSync(join(home, '.lmstudio-home-pointer'), `${join(home, pointer)}\n`)
      }
      const found = await libraryWith().library.scan()
      expect(found.map(({ name, entry }) => [name, entry.origin])).toEqual([
        ['Elsewhere', 'lm-studio']
      ])
    }
  )

  test('is not led astray by settings of LM Studio that make no sense', async () => {
    place('.lmstudio/models/maker/model/model.gguf', { name: 'Usual' })
    for (const text of ['{', '{"downloadsFolder":7}', '{"downloadsFolder":"../.."}']) {
      writeFileSync(join(home, '.lmstudio/settings.json'), text)
      const found = await libraryWith().library.scan()
      expect(found.map(({ name }) => name)).toEqual(['Usual'])
    }
  })

  test.each([
    ['.cache/huggingface/hub', {}],
    ['elsewhere/hub', { HF_HOME: 'elsewhere' }],
    ['cache', { HF_HUB_CACHE: 'cache' }]
  ])('finds the models of the Hugging Face cache in %s', async (folder, variables) => {
    const blob = place(`${folder}/models--maker--repo/blobs/blob`, { name: 'Hub' })
    const hash = sha256(blob)
    renameSync(blob, join(dirname(blob), hash))
    const snapshot = join(home, folder, 'models--maker--repo/snapshots/abc')
    mkdirSync(snapshot, { recursive: true })
    symlinkSync(`../../blobs/${hash}`, join(snapshot, 'model.gguf'))
    symlinkSync('../../blobs/gone', join(snapshot, 'gone.gguf'))
    const env = Object.fromEntries(
      Object.entries(variables).map(([name, path]) => [name, join(home, path)])
    )
    const found = await libraryWith({ env }).library.scan()
    expect(found.map(({ name, entry }) => [name, entry.origin, entry.expectedSha256])).toEqual([
      ['Hub', 'hugging-face', [hash]]
    ])
  })

  test('finds the models of Jan, of node-llama-cpp and of a folder of the user', async () => {
    place('.config/Jan/data/llamacpp/models/maker/repo/model.gguf', { name: 'A' })
    place('.node-llama-cpp/models/model.gguf', { name: 'B' })
    place('mine/deep/model.GGUF', { name: 'C' })
    const { library } = libraryWith()
    library.addFolder(join(home, 'mine'))
    const found = await library.scan()
    expect(found.map(({ name, entry }) => [name, entry.origin])).toEqual([
      ['A', 'jan'],
      ['B', 'node-llama-cpp'],
      ['C', 'folder']
    ])
  })

  test('finds the models of llama.cpp and of GPT4All, where they are told to keep them too', async () => {
    place('.cache/llama.cpp/maker_model.gguf', { seed: 11 })
    place('.local/share/nomic.ai/GPT4All/other.gguf', { seed: 12 })
    place('elsewhere/third.gguf', { seed: 13 })
    const { library } = libraryWith()
    const found = (await library.scan()).map(({ entry }) => entry.origin)
    expect(found.sort()).toEqual(['gpt4all', 'llama.cpp'])
    const moved = libraryWith({ env: { LLAMA_CACHE: join(home, 'elsewhere') } }).library
    const paths = (await moved.scan()).flatMap(({ entry }) => entry.files.map(({ path }) => path))
    expect(paths).toContain(join(home, 'elsewhere/third.gguf'))
  })

  test('follows linked folders, in circles too, and lists what they share once', async () => {
    const model = place('disk/maker/model.gguf')
    mkdirSync(join(home, '.lmstudio/models'), { recursive: true })
    symlinkSync(join(home, 'disk/maker'), join(home, '.lmstudio/models/maker'))
    symlinkSync(join(home, 'disk/maker'), join(home, '.lmstudio/models/again'))
    symlinkSync(join(home, '.lmstudio/models'), join(home, 'disk/maker/round'))
    const { library } = libraryWith()
    const listed = await library.scan()
    expect(listed).toHaveLength(1)
    expect(readFileSync(listed[0]!.entry.files[0]!.path)).toEqual(readFileSync(model))
  })

  test('lists the bundled pair, and offers it as a pair', async () => {
    placeBundledPair()
    const { library, pairs } = libraryWith()
    const found = await library.scan()
    expect(found.map(({ name, entry }) => [name, entry.origin])).toEqual([
      ['School pair, draft', 'bundled'],
      ['School pair, target', 'bundled']
    ])
    expect(pairs.list()).toMatchObject([
      { id: 'school', draft: found[0]?.id, target: found[1]?.id }
    ])
  })

  test('counts a split model as one', async () => {
    const folder = join(home, '.node-llama-cpp/models')
    mkdirSync(folder, { recursive: true })
    writeSplit(folder, randomModel())
    const found = await libraryWith().library.scan()
    expect(found).toHaveLength(1)
    expect(found[0]?.entry.files).toHaveLength(2)
    expect(found[0]?.bytes).toBe(found[0]?.entry.summary?.bytes)
  })

  test('moves and changes nothing', async () => {
    const path = place('.lmstudio/models/a/b/model.gguf')
    const before = [statSync(path).mtimeMs, sha256(path), readdirSync(dirname(path))]
    await libraryWith().library.scan()
    expect([statSync(path).mtimeMs, sha256(path), readdirSync(dirname(path))]).toEqual(before)
  })

  test('never lists a download that is under way', async () => {
    mkdirSync(join(data, 'models'), { recursive: true })
    cpSync(place('model.gguf'), join(data, 'models/model.gguf.part'))
    expect(await libraryWith().library.scan()).toEqual([])
  })

  test('reads a header only once, and again when the file has changed', async () => {
    const path = place('.lmstudio/models/a/b/model.gguf')
    const { library, calls } = libraryWith()
    await library.scan()
    await library.scan()
    expect(calls.read).toBe(1)
    utimesSync(path, new Date(), new Date(0))
    const [stale] = library.list()
    expect(stale?.target).toEqual({
      able: false,
      reason: 'The file has changed since it was inspected: scan again.'
    })
    await library.scan()
    expect(calls.read).toBe(2)
  })

  test('forgets models that are gone, but not those that were added', async () => {
    const found = place('.lmstudio/models/a/b/model.gguf')
    const added = place('usb/added.gguf', { name: 'Added' })
    const { library } = libraryWith()
    await library.scan()
    await library.add(added, 'reference')
    rmSync(found)
    rmSync(added)
    const left = await library.scan()
    expect(left.map(({ name, target }) => [name, target])).toEqual([
      ['Added', { able: false, reason: `The file ${added} is not there any more.` }]
    ])
  })

  test('lists what cannot serve, with the reason', async () => {
    place('.lmstudio/models/a/b/short.gguf', { name: 'Short', context: 128 })
    writeFileSync(join(home, '.lmstudio/models/a/b/page.gguf'), '<html>not found, sorry</html>')
    const found = await libraryWith().library.scan()
    expect(found.map(({ name, draft }) => [name, draft])).toEqual([
      ['page.gguf', { able: false, reason: 'It is not a GGUF file.' }],
      ['Short', { able: false, reason: 'It sees only 128 tokens at once; a solution needs 512.' }]
    ])
  })
})

describe('add', () => {
  test('leaves the file where it is, and tries it', async () => {
    const path = place('there/model.gguf')
    const { library, calls } = libraryWith()
    const { entry, target } = await library.add(path, 'reference')
    expect(entry).toMatchObject({ origin: 'imported', mode: 'reference', tried: true })
    expect(target.able).toBe(true)
    expect(calls.open).toBe(1)
  })

  test.each(['hard-link', 'copy'] as const)('takes a split model in as a %s', async (mode) => {
    mkdirSync(join(home, 'there'))
    const first = writeSplit(join(home, 'there'), randomModel())
    const { library } = libraryWith()
    const { entry, id } = await library.add(first, mode)
    expect(readdirSync(join(data, 'models'))).toHaveLength(2)
    expect(statSync(first).nlink).toBe(mode === 'copy' ? 1 : 2)
    expect(entry.files.every(({ path }) => dirname(path) === join(data, 'models'))).toBe(true)
    library.remove(id)
    expect(readdirSync(join(data, 'models'))).toEqual([])
    expect(existsSync(first)).toBe(true)
  })

  test('never deletes a file that it only refers to', async () => {
    const path = place('there/model.gguf')
    const { library } = libraryWith()
    const { id } = await library.add(path, 'reference')
    library.remove(id)
    expect(existsSync(path)).toBe(true)
    expect(library.list()).toEqual([])
  })

  test('does not write over a file of the same name', async () => {
    const path = place('there/model.gguf')
    const { library } = libraryWith()
    await library.add(path, 'copy')
    await expect(library.add(path, 'copy')).rejects.toThrow('exists already')
  })

  test('copies nothing that it refuses', async () => {
    const path = join(home, 'page.gguf')
    writeFileSync(path, '<html>not found, sorry</html>')
    await expect(libraryWith().library.add(path, 'copy')).rejects.toThrow('It is not a GGUF file.')
    expect(existsSync(join(data, 'models'))).toBe(false)
  })
})

describe('prepare', () => {
  test('tries a model before its first use, and only then', async () => {
    place('.lmstudio/models/a/b/model.gguf')
    const { library, calls } = libraryWith()
    const [model] = await library.scan()
    expect(calls.open).toBe(0)
    await expect(library.prepare(model?.id ?? '')).resolves.toBeUndefined()
    await library.prepare(model?.id ?? '')
    expect(calls.open).toBe(1)
  })

  test('refuses what failed its trial, then and later', async () => {
    const path = place('.lmstudio/models/a/b/model.gguf', { name: 'Bad' })
    const { library, calls } = libraryWith({ refused: new Set([path]) })
    const [model] = await library.scan()
    await expect(library.prepare(model?.id ?? '')).rejects.toThrow('Bad: It crashed.')
    await expect(library.prepare(model?.id ?? '')).rejects.toThrow('Bad: It crashed.')
    expect(calls.open).toBe(1)
    expect(library.list()[0]?.draft).toEqual({ able: false, reason: 'It crashed.' })
  })

  test('tries a model again that only took too long', async () => {
    const path = place('.lmstudio/models/a/b/model.gguf')
    const refused = new Set([path])
    const { library, calls } = libraryWith({ refused, code: 'hung' })
    const [model] = await library.scan()
    await expect(library.prepare(model?.id ?? '')).rejects.toThrow('It crashed.')
    refused.clear()
    await expect(library.prepare(model?.id ?? '')).resolves.toBeUndefined()
    expect(calls.open).toBe(2)
  })

  test('refuses a file that was changed since', async () => {
    const path = place('.lmstudio/models/a/b/model.gguf')
    const { library } = libraryWith()
    const [model] = await library.scan()
    appendFileSync(path, 'more')
    await expect(library.prepare(model?.id ?? '')).rejects.toThrow('has changed')
  })

  test('takes the bundled models by their hash, without a trial', async () => {
    placeBundledPair()
    const { library, calls } = libraryWith()
    const [draft] = await library.scan()
    await library.prepare(draft?.id ?? '')
    expect(calls.open).toBe(0)
    const path = join(home, 'bundled/target.gguf')
    const bytes = readFileSync(path)
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1
    writeFileSync(path, bytes)
    const target = (await library.scan()).find(({ name }) => name.endsWith('target'))
    await expect(library.prepare(target?.id ?? '')).rejects.toThrow('not what its source says')
  })
})

describe('hashes', () => {
  test('are computed in the background and kept while the file stays the same', async () => {
    const path = place('.lmstudio/models/a/b/model.gguf')
    const { library } = libraryWith()
    await library.scan()
    await library.hashMissing(new AbortController().signal)
    expect(library.list()[0]?.entry.sha256).toEqual([sha256(path)])
    await library.scan()
    expect(library.list()[0]?.entry.sha256).toEqual([sha256(path)])
  })

  test('tell content that is not what its source says', async () => {
    placeBundledPair()
    const { library } = libraryWith()
    await library.scan()
    const { id } = library.find('School pair, draft')
    expect((await library.verify(id)).outcome).toBe('matches')
    const [other] = [place('.lmstudio/models/a/b/model.gguf', { name: 'Other' })]
    await library.scan()
    expect(await library.verify(library.find('Other').id)).toEqual({
      outcome: 'unknown',
      sha256: [sha256(other)]
    })
  })
})

test('finds a model by id, by the beginning of its id, by name and by path', async () => {
  const path = place('.lmstudio/models/a/b/model.gguf', { name: 'One' })
  place('.lmstudio/models/a/b/same.gguf', { name: 'Same' })
  place('.lmstudio/models/a/b/too.gguf', { name: 'Same' })
  const { library } = libraryWith()
  await library.scan()
  const { id } = library.find('One')
  for (const what of [id, id.slice(0, 8), path]) expect(library.find(what).id).toBe(id)
  expect(() => library.find('Same')).toThrow('means 2 models')
  expect(() => library.find('None')).toThrow('no model "None"')
})

test('says why a model cannot be the draft of a target', async () => {
  place('.lmstudio/models/a/b/large.gguf', { name: 'Large', layers: 4 })
  place('.lmstudio/models/a/b/small.gguf', { name: 'Small' })
  const { library } = libraryWith()
  await library.scan()
  const [large, small] = [library.find('Large'), library.find('Small')]
  expect(whyItCannotDraft(small, large)).toBeNull()
  expect(whyItCannotDraft(large, small)).toMatch('larger than the target')
  expect(whyItCannotDraft(large, large)).toMatch('It is the target')
})

describe('hashes in the background', () => {
  test('computes what is missing once, and anew for a file that changed', async () => {
    const path = place('.lmstudio/models/a/b/model.gguf')
    const { library } = libraryWith()
    await library.scan()
    expect(library.knownHashes([path])).toEqual([])
    const stop = hashInBackground(
      () => library,
      () => false,
      { first: 0, again: 5 }
    )
    await vi.waitFor(() => expect(library.knownHashes([path])).toHaveLength(1))
    expect(library.knownHashes([path])[0]?.sha256).toBe(sha256(path))
    place('.lmstudio/models/a/b/model.gguf', { seed: 9 })
    expect(library.knownHashes([path])).toEqual([])
    await library.scan()
    await vi.waitFor(() => expect(library.knownHashes([path])).toHaveLength(1))
    expect(library.knownHashes([path])[0]?.sha256).toBe(sha256(path))
    await stop()
  })

  test('stops in the middle of a file', async () => {
    const path = join(home, 'large')
    writeFileSync(path, Buffer.alloc(8 * 2 ** 20))
    const stop = new AbortController()
    let megabytes = 0
    const pause = () => {
      megabytes++
      if (megabytes === 2) stop.abort()
      return Promise.resolve()
    }
    await expect(sha256Of(path, { signal: stop.signal, pause })).rejects.toThrow('aborted')
    expect(megabytes).toBeLessThan(8)
  })
})

test('saves a pair under its name, and in the place of one of the same name', () => {
  const { pairs } = libraryWith()
  const pair = {
    name: 'Mine',
    target: 'a',
    draft: 'b',
    prompts: 'plain',
    strategies: 'school',
    paths: 3,
    context: 2048,
    gpuLayers: { target: 12, draft: null }
  }
  pairs.save(pair)
  const saved = pairs.save({ ...pair, paths: 4 })
  expect(pairs.list()).toEqual([{ ...pair, id: saved.id, paths: 4 }])
  pairs.remove(saved.id)
  expect(pairs.list()).toEqual([])
})

test('reads pairs of earlier versions, which knew less of a pair', () => {
  mkdirSync(data)
  const old = { id: 'pair-old', name: 'Old', target: 'a', draft: 'b', paths: 4, context: null }
  const state = { version: 1, models: [], pairs: [old], folders: [] }
  writeFileSync(join(data, 'model-library.json'), JSON.stringify(state))
  const { pairs } = libraryWith()
  expect(pairs.find('Old')).toEqual({
    ...old,
    prompts: 'generic-chat',
    strategies: 'competition',
    gpuLayers: { target: null, draft: null }
  })
  expect(() => pairs.find('New')).toThrow('There is no pair "New"')
})

test('says what to do where nothing can be written', async () => {
  place('.lmstudio/models/a/b/model.gguf')
  // A folder where the new version of the library would have to be written.
  mkdirSync(join(data, `model-library.json.${process.pid}.new`), { recursive: true })
  await expect(libraryWith().library.scan()).rejects.toMatchObject({
    message: expect.stringContaining('cannot be written') as string,
    hint: expect.stringContaining('--data-dir') as string
  })
})

test('says what to do with a library file that cannot be read', () => {
  mkdirSync(data)
  writeFileSync(join(data, 'model-library.json'), '{"version":1')
  const { library } = libraryWith()
  expect(() => library.list()).toThrow('cannot be read')
})

describe('a library to which links lead', () => {
  test('is kept, read and cleared where it is', async () => {
    const disk = join(home, 'big-disk')
    mkdirSync(join(disk, 'models'), { recursive: true })
    mkdirSync(data)
    symlinkSync(join(disk, 'models'), join(data, 'models'))
    writeFileSync(
      join(disk, 'library.json'),
      '{"version":1,"models":[],"pairs":[],"folders":[],"scanned":false,"deaths":{}}'
    )
    symlinkSync(join(disk, 'library.json'), join(data, 'model-library.json'))
    const original = place('elsewhere/mine.gguf')
    const { library } = libraryWith()

    const { id } = await library.add(original, 'copy')
    expect(readdirSync(join(disk, 'models'))).toEqual(['mine.gguf'])
    expect(readFileSync(join(disk, 'library.json'), 'utf8')).toContain('mine.gguf')
    await library.scan()
    expect(library.list().map((model) => model.id)).toEqual([id])

    library.remove(id)
    expect(readdirSync(join(disk, 'models'))).toEqual([])
    expect(existsSync(original)).toBe(true)
    expect(lstatSync(join(data, 'models')).isSymbolicLink()).toBe(true)
    expect(lstatSync(join(data, 'model-library.json')).isSymbolicLink()).toBe(true)
  })

  test('a model in it that is a link elsewhere is forgotten, and the file stays', async () => {
    const original = place('elsewhere/mine.gguf')
    mkdirSync(join(data, 'models'), { recursive: true })
    symlinkSync(original, join(data, 'models', 'linked.gguf'))
    const { library } = libraryWith()
    const [found] = await library.scan()
    library.remove(found!.id)
    expect(library.list()).toEqual([])
    expect(existsSync(original)).toBe(true)
  })
})
