import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
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

  test('leaves nothing of a copy that is stopped, and begins anew where one was killed', async () => {
    const path = place('there/model.gguf')
    const { library } = libraryWith()
    const stopped = library.add(path, 'copy', AbortSignal.abort())
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    expect(readdirSync(join(data, 'models'))).toEqual([])
    expect(library.list()).toEqual([])
    writeFileSync(join(data, 'models', 'model.gguf.copy'), 'half')
    writeFileSync(join(data, 'models', 'model.gguf.copy.lock'), '4194999')
    const { entry } = await library.add(path, 'copy')
    expect(readdirSync(join(data, 'models'))).toEqual(['model.gguf'])
    expect(sha256(entry.files[0]!.path)).toBe(sha256(path))
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

test('says what to do where nothing can be written', async () => {
  place('.lmstudio/models/a/b/model.gguf')
  // A folder where the new version of the library would have to be written.
  mkdirSync(join(data, `model-library.json.${process.pid}.new`), { recursive: true })
  await expect(libraryWith().library.scan()).rejects.toMatchObject({
    message: expect.stringContaining('cannot be written') as string,
    hint: expect.stringContaining('--data-dir') as string
  })
})

test('sets aside a library file that cannot be read, and says so once with its place', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => said.mockRestore())
  mkdirSync(data)
  const path = join(data, 'model-library.json')
  writeFileSync(path, '{"version":1')
  const { library } = libraryWith()
  expect(library.list()).toEqual([])
  expect(said).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`${path}.unreadable`))
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe('{"version":1')
  const own = place('elsewhere/mine.gguf')
  await library.add(own, 'reference')
  expect(library.list().map((model) => library.pathOf(model.id))).toEqual([own])
})

test.each([
  ['of a later version', (path: string) => writeFileSync(path, '{"version":2,"models":{}}')],
  ['that is a folder', (path: string) => mkdirSync(path)]
])('does without a library file %s where a run needs none of it', async (_, make) => {
  const said = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => said.mockRestore())
  mkdirSync(data)
  const path = join(data, 'model-library.json')
  make(path)
  const { library } = libraryWith()
  const own = place('elsewhere/mine.gguf')
  const { id } = await library.entryAt(own)
  await library.prepare(id)
  expect(library.pathOf(id)).toBe(own)
  expect(said).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(path))
  // What a person has said of models is not passed over.
  expect(() => library.ownWords(own)).toThrow(path)
  expect(() => library.list()).toThrow(path)
  expect(readdirSync(data)).toEqual(['model-library.json'])
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
