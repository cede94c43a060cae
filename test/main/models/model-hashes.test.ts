import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { sha256Of } from '../../../src/main/models/file-stamp.ts'
import { hashInBackground } from '../../../src/main/models/hash-in-background.ts'
import {
  home,
  libraryWith,
  place,
  placeBundledPair,
  sha256,
  useHome
} from '../../helpers/home-library.ts'

useHome()

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
