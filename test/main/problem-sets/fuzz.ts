import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { createRandom, deriveSeed, type Random } from '../../../src/core/random.ts'
import { ImportError } from '../../../src/main/problem-sets/import-error.ts'
import { readProblems } from '../../../src/main/problem-sets/read-problems.ts'
import { SHAPES } from './shapes.ts'
import { zipOf } from '../../helpers/hostile-imports/zip-bytes.ts'
import { temporarySets } from '../../helpers/temporary-sets.ts'

/** What breaks parsers: structure, ends of things, numbers beyond numbers, names with a meaning in JavaScript. */
const TOKENS = [
  ...[
    '"',
    '""',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    ';',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\uFEFF',
    '\u0000'
  ],
  ...[
    'null',
    'true',
    '1e999',
    '-0',
    '9'.repeat(400),
    '"\\ud800"',
    '\u2028',
    '####',
    '\\boxed{',
    '$'
  ],
  ...['"__proto__":{"problem":"x"},', '"constructor":1,', '<|im_start|>user\n', '"problem":{},'],
  ...['['.repeat(3000), '{"a":'.repeat(3000), 'x'.repeat(100_000), 'PAR1']
].map((token) => Buffer.from(token))

const table = 'problem,answer\nHow many?,7\n"Which, then?","a, b"\n'

/** A sound file of each format, packed ones too. */
export const FORMATS: Readonly<Record<string, Buffer>> = {
  'JSON Lines': shape('options with marks'),
  'JSON list': shape('MATH-500 as a JSON array'),
  'JSON object': shape('MATH-500 by columns'),
  CSV: Buffer.from(table),
  'UTF-16': Buffer.from(`\ufeff${table}`, 'utf16le'),
  'Parquet, Snappy': shape('Parquet with two row groups'),
  'Parquet, zstd': shape('Parquet compressed with zstd'),
  gzip: gzipSync(table),
  zstd: zstdCompressSync(table),
  zip: zipOf([['table.csv', table]])
}

function shape(name: string): Buffer {
  return Buffer.from(SHAPES.find((one) => one.name.startsWith(name))!.content)
}

/** A file that was once in order. The same seed gives the same file. */
function mutatedFile(seed: number, content?: Buffer): Buffer {
  const random = createRandom(deriveSeed(seed, 'importer-fuzz'))
  let bytes: Buffer = content ?? Buffer.from(pick(random, SHAPES).content)
  const rounds = 1 + random.integer(3)
  for (let round = 0; round < rounds; round++) bytes = mutate(bytes, random)
  return bytes
}

function mutate(bytes: Buffer, random: Random): Buffer {
  const from = random.integer(bytes.length + 1)
  const to = Math.min(bytes.length, from + 1 + random.integer(40))
  const [before, middle, after] = [
    bytes.subarray(0, from),
    bytes.subarray(from, to),
    bytes.subarray(to)
  ]
  switch (random.integer(8)) {
    case 0:
      return Buffer.concat([before, Buffer.from(middle.map(() => random.integer(256))), after])
    case 1:
      return Buffer.concat([before, after])
    case 2:
      return Buffer.concat([before, middle, middle, after])
    case 3:
      return before
    case 4: {
      const other = Buffer.from(pick(random, SHAPES).content)
      return Buffer.concat([before, other.subarray(random.integer(other.length))])
    }
    case 5: {
      const flipped = Buffer.from(bytes)
      if (from < flipped.length) flipped[from]! ^= 1 << random.integer(8)
      return flipped
    }
    default:
      return Buffer.concat([before, pick(random, TOKENS), middle, after])
  }
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.integer(items.length)]!
}

/**
 * Reads the mutated file of a format and a seed.
 *
 * @throws when it is neither refused in words nor read whole.
 */
export async function readMutated(
  format: string,
  seed: number,
  path: string
): Promise<'imported' | 'refused'> {
  await writeFile(path, mutatedFile(seed, FORMATS[format]))
  try {
    await readProblems(path)
    return 'imported'
  } catch (error) {
    const isSentence =
      error instanceof ImportError && error.message.trim() !== '' && error.message.length <= 1000
    if (isSentence) return 'refused'
    throw new Error(`${format}, seed ${seed} crashed`, { cause: error })
  }
}

/**
 * Imports the mutated file of a seed as the program does, and says what came of it.
 *
 * @throws when it is neither refused in words nor imported whole, or when a refusal leaves anything behind.
 */
export async function importMutated(seed: number): Promise<'imported' | 'refused'> {
  const folder = await mkdtemp(join(tmpdir(), 'tandem-fuzz-'))
  try {
    const path = join(folder, 'file')
    await writeFile(path, mutatedFile(seed))
    const store = temporarySets(folder)
    const info = { id: 'fuzz', name: 'Fuzz', description: '', source: '', licence: '' }
    try {
      const { problems } = await readProblems(path)
      await store.put({ ...info, problems: [...problems] })
      const kept = await store.get('fuzz')
      if (JSON.stringify(kept?.problems) !== JSON.stringify(problems)) {
        throw new Error(`Seed ${seed}: what is stored is not what was imported`)
      }
      return 'imported'
    } catch (error) {
      if (!(error instanceof ImportError)) throw new Error(`Seed ${seed} crashed`, { cause: error })
      if (error.message.trim() === '' || error.message.length > 1000) {
        throw new Error(`Seed ${seed}: a useless message`, { cause: error })
      }
      const left = await store.list()
      if (left.length > 0) {
        throw new Error(`Seed ${seed} left ${left[0]!.id}`, { cause: error })
      }
      return 'refused'
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
