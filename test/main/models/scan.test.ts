import { createHash } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  data,
  home,
  libraryWith,
  place,
  placeBundledPair,
  sha256,
  useHome
} from '../../helpers/home-library.ts'
import { writeSplit } from '../../helpers/hostile-gguf/controls.ts'
import { randomModel } from '../../helpers/random-gguf.ts'

useHome()

describe('scan', () => {
  test('says which folder has grown beyond what is looked at, and forgets nothing that is still there', async () => {
    const folder = join(home, 'own')
    const models = ['1', '2', '3'].map((name) => place(`own/${name}.gguf`, { name }))
    const { library } = libraryWith({ mostEntries: 3 })
    library.addFolder(folder)
    expect(await library.scan()).toHaveLength(3)
    expect(library.notices()).toEqual([])
    place('own/deep/4.gguf', { name: '4' })
    rmSync(models[0]!)
    for (const at of ['a', 'b']) writeFileSync(join(folder, `0${at}.txt`), '')

    const found = await libraryWith({ mostEntries: 3 }).library.scan()
    expect(found.map(({ name }) => name)).toEqual(['2', '3'])
    expect(library.notices()).toEqual([
      expect.stringMatching(/own holds more than 3 files: .* not looked at\. Name the folder in it/)
    ])
    library.removeFolder(folder)
    await library.scan()
    expect(library.notices()).toEqual([])
  })

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
