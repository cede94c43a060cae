import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memorySource } from '../../../../../src/inference/backends/llama/gguf/byte-source.ts'
import { readGguf, readHeader } from '../../../../../src/inference/backends/llama/gguf/gate.ts'
import { GgufRefused } from '../../../../../src/inference/backends/llama/gguf/refused.ts'
import { readBundledPair } from '../../../../../src/main/models/bundled-pair.ts'
import { retold } from '../../../../../src/shared/words/retold.ts'
import { CONTROLS } from '../../../../helpers/hostile-gguf/controls.ts'
import { soundModel } from '../../../../helpers/hostile-gguf/base.ts'
import { hostileCorpus, soundFile } from '../../../../helpers/hostile-gguf/corpus.ts'
import { encode, type RawValue } from '../../../../helpers/hostile-gguf/raw-gguf.ts'
import { seeded } from '../../../../helpers/random-weights.ts'
import { soundsEnglish } from '../../../../helpers/sounds-english.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-gate-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function bundled() {
  const pair = readBundledPair(
    fileURLToPath(new URL('../../../../../resources/models', import.meta.url))
  )
  if (pair === null) throw new Error('There is no bundled pair')
  return pair
}

/** What the gate makes of bytes: nothing, or its own error. Any other error is the test's failure. */
function refusalOf(bytes: Uint8Array): GgufRefused | null {
  const path = join(folder, 'file.gguf')
  writeFileSync(path, bytes)
  return refusalAt(path)
}

function refusalAt(path: string): GgufRefused | null {
  try {
    readGguf(path)
    return null
  } catch (error) {
    if (error instanceof GgufRefused) return error
    throw error
  }
}

describe('hostile files', () => {
  /** They pass the gate: only llama.cpp, or an evaluation, can tell. The trial refuses them. */
  const forTheTrial = new Set([
    'tensor-count-minus-1',
    'tensor-missing',
    'tensor-extra',
    'shape-mismatch',
    'attention.key_length-24',
    'experts-without-tensors',
    'weights-nan',
    'weights-infinite',
    'weights-nan-output',
    'template-endless',
    'template-bloating',
    'template-syntax',
    'template-raises',
    'template-recursive-macro'
  ])
  const corpus = hostileCorpus({ mutations: 0, seed: 1 }).filter(
    ({ expect }) => expect === 'refuse'
  )

  test.each(corpus.filter(({ name }) => !forTheTrial.has(name)))('refuses $name', ({ bytes }) => {
    expect(refusalOf(bytes())?.sentence).toMatch(/^[A-Z"].*\.$/s)
  })

  test('are refused in German, too', () => {
    const sentences = corpus
      .filter(({ name }) => !forTheTrial.has(name))
      .map(({ bytes }) => refusalOf(bytes())!.sentence)
    const german = sentences.map((sentence) => retold(sentence, 'de'))
    expect(german.filter((text, at) => text === sentences[at] || soundsEnglish(text))).toEqual([])
  })

  test.each(corpus.filter(({ name }) => forTheTrial.has(name)))(
    'leaves $name to the trial',
    ({ bytes }) => {
      expect(refusalOf(bytes())).toBeNull()
    }
  )
})

test.each(CONTROLS)(
  'lets a sound model pass: $name',
  ({ write }) => {
    const summary = readGguf(write(folder))
    expect(summary.cannotWrite).toBeNull()
    expect(summary.memory?.layerBytes).toHaveLength(summary.layers)
  },
  60_000
)

test('throws nothing but its own error, and quickly, on 5,000 mutations of a real header', () => {
  const random = seeded(20_261_122)
  const path = join(folder, 'mutated.gguf')
  copyFileSync(bundled().targetPath, path)
  chmodSync(path, 0o644)
  const sound = readFileSync(path)
  const header = sound.lastIndexOf('blk.') + 64
  const file = openSync(path, 'r+')
  /** Milliseconds of the processor: the machine may be busy with something else. */
  let slowest = 0
  try {
    for (let round = 0; round < 5000; round++) {
      const mutated = Buffer.from(sound.subarray(0, header))
      const changes = 1 + Math.floor(random() * 8)
      for (let change = 0; change < changes; change++) {
        mutated[Math.floor(random() * header)] = Math.floor(random() * 256)
      }
      writeSync(file, mutated, 0, header, 0)
      const from = process.cpuUsage()
      refusalAt(path)
      const { user, system } = process.cpuUsage(from)
      slowest = Math.max(slowest, (user + system) / 1000)
    }
  } finally {
    closeSync(file)
  }
  expect(slowest).toBeLessThan(1000)
}, 120_000)

test('throws nothing but its own error wherever a file ends', () => {
  const sound = soundFile()
  for (let length = 0; length < 6000; length += 7) {
    expect(() => readHeader(memorySource(sound.subarray(0, length)))).toThrow(GgufRefused)
  }
})

test('reads what the library and the memory estimate need', () => {
  const { name, files, ...summary } = readGguf(bundled().targetPath)
  expect(name).not.toBe('')
  expect(files).toEqual([bundled().targetPath])
  expect(summary).toMatchObject({
    architecture: 'llama',
    family: 'attention',
    quantisation: 'Q8_0',
    hasChatTemplate: true,
    cannotWrite: null
  })
  const { layerBytes = [], otherBytes = 0 } = summary.memory ?? {}
  const weights = layerBytes.reduce((sum, bytes) => sum + bytes, otherBytes)
  expect(summary.bytes - weights).toBeGreaterThan(0)
  expect(summary.bytes - weights).toBeLessThan(50_000)
})

test('counts a split model as one, from any of its parts', () => {
  const split = CONTROLS.find(({ name }) => name === 'split')
  const first = split?.write(folder) ?? ''
  const second = first.replace('00001-of', '00002-of')
  const whole = readGguf(join(folder, 'llama.gguf'))
  for (const part of [first, second]) {
    const summary = readGguf(part)
    expect(summary.files).toEqual([first, second])
    expect(summary.parameters).toBe(whole.parameters)
  }
})

test('names the part of a split model that is missing or broken', () => {
  const split = CONTROLS.find(({ name }) => name === 'split')
  const first = split?.write(folder) ?? ''
  const second = first.replace('00001-of', '00002-of')
  truncateSync(second, 2000)
  expect(() => readGguf(first)).toThrow(/^Part 2 of 2: The file is incomplete/)
  rmSync(second)
  expect(() => readGguf(first)).toThrow('Part 2 of 2: The file is not there any more.')
})

test('knows models that cannot write, and says why', () => {
  const clip = hostileCorpus({ mutations: 0, seed: 1 }).find(
    ({ name }) => name === 'architecture-clip'
  )
  const path = join(folder, 'clip.gguf')
  writeFileSync(path, clip?.bytes() ?? '')
  expect(readGguf(path)).toMatchObject({
    family: 'other',
    memory: null,
    cannotWrite: 'It is the image part of another model.'
  })
})

test('does not open what is not a file', () => {
  const pipe = join(folder, 'pipe.gguf')
  execFileSync('mkfifo', [pipe])
  expect(() => readGguf(pipe)).toThrow('It is not a file.')
  expect(() => readGguf(folder)).toThrow('It is not a file.')
  expect(() => readGguf(join(folder, 'none.gguf'))).toThrow('The file is not there any more.')
})

describe('what a file says of itself', () => {
  function withEntry(key: string, value: RawValue): string {
    const model = soundModel()
    model.metadata.set(key, value)
    const path = join(folder, 'told.gguf')
    writeFileSync(path, encode(model).bytes)
    return path
  }

  test.each<[string, RawValue, string]>([
    ['llama.pooling_type', ['u32', 3], 'is an embedding model'],
    ['llama.pooling_type', ['u32', 4], 'ranks texts'],
    ['llama.attention.causal', ['bool', 0], 'in both directions'],
    ['general.type', ['string', 'adapter'], 'is an adapter'],
    ['general.type', ['string', 'mmproj'], 'is the image part']
  ])('is believed over its architecture: %s', (key, value, reason) => {
    expect(readGguf(withEntry(key, value)).cannotWrite).toContain(reason)
  })

  test('leaves a language model that says nothing against it as it is', () => {
    expect(readGguf(withEntry('llama.pooling_type', ['u32', 0])).cannotWrite).toBeNull()
    expect(readGguf(withEntry('llama.attention.causal', ['bool', 1])).cannotWrite).toBeNull()
    expect(readGguf(withEntry('general.type', ['string', 'model'])).cannotWrite).toBeNull()
  })
})
