import type { Cursor } from './cursor.ts'
import { GgufRefused, quoted } from './refused.ts'

const MAX_KEYS = 65_536
const MAX_KEY_BYTES = 65_535
const MAX_STRING_BYTES = 64 * 2 ** 20
/** The largest vocabularies have some 300 thousand tokens and twice as many merges. */
const MAX_ARRAY = 4 * 2 ** 20
/** Arrays that are longer and not the tokenizer's are checked and left unread: nothing here needs them. */
const SHORT_ARRAY = 4096
const MAX_TOKEN_BYTES = 65_536

const INTEGERS = ['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'u64', 'i64'] as const
type IntegerType = (typeof INTEGERS)[number]
type NumberType = IntegerType | 'f32' | 'f64'

/** A metadata value. `numbers` and `strings` are null where the array was not kept. */
export type MetadataValue =
  | { readonly type: 'number'; readonly of: NumberType; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | {
      readonly type: 'array'
      readonly of: NumberType | 'bool' | 'string'
      readonly length: number
      readonly numbers: Float64Array | null
      readonly strings: readonly string[] | null
    }

export type Metadata = ReadonlyMap<string, MetadataValue>

/** In the order of the format's numbers. */
const TYPES = [
  ...(['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'f32', 'bool', 'string', 'array'] as const),
  ...(['u64', 'i64', 'f64'] as const)
]
const BYTES: Readonly<Record<NumberType | 'bool', number>> = {
  u8: 1,
  i8: 1,
  bool: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  f32: 4,
  u64: 8,
  i64: 8,
  f64: 8
}
const TOKENIZER_ARRAYS = new Set([
  'tokenizer.ggml.tokens',
  'tokenizer.ggml.scores',
  'tokenizer.ggml.token_type',
  'tokenizer.ggml.merges'
])
/** Readers that turn dotted keys into nested objects would walk into an object's machinery. */
const FORBIDDEN_SEGMENTS = new Set(['__proto__', 'prototype', 'constructor'])

export function isInteger(type: string): boolean {
  return (INTEGERS as readonly string[]).includes(type)
}

/**
 * Reads `count` keys with their values.
 *
 * @throws GgufRefused
 */
export function readMetadata(cursor: Cursor, count: number): Metadata {
  // The shortest entry: a key of one byte with its length, the type, one byte of value.
  if (count > MAX_KEYS || count * 14 > cursor.left) {
    throw new GgufRefused('metadata', `It claims ${count} metadata entries, which cannot be.`)
  }
  const metadata = new Map<string, MetadataValue>()
  for (let index = 0; index < count; index++) {
    const key = cursor.validString(`The name of metadata entry ${index}`, MAX_KEY_BYTES)
    if (key === null || key === '') {
      throw new GgufRefused('metadata', `The name of metadata entry ${index} is not a text.`)
    }
    if (metadata.has(key)) {
      throw new GgufRefused('metadata', `The metadata entry ${quoted(key)} occurs twice.`)
    }
    if (key.split('.').some((segment) => FORBIDDEN_SEGMENTS.has(segment))) {
      throw new GgufRefused('metadata', `The metadata entry ${quoted(key)} has a forbidden name.`)
    }
    metadata.set(key, readValue(cursor, key))
  }
  return metadata
}

function readType(cursor: Cursor, key: string) {
  const number = cursor.u32()
  const type = TYPES[number]
  if (type === undefined) {
    throw new GgufRefused(
      'metadata',
      `The metadata entry ${quoted(key)} has the unknown type ${number}.`
    )
  }
  return type
}

function readValue(cursor: Cursor, key: string): MetadataValue {
  const type = readType(cursor, key)
  switch (type) {
    case 'string':
      return { type, value: cursor.string(`The metadata entry ${quoted(key)}`, MAX_STRING_BYTES) }
    case 'bool':
      return { type, value: cursor.u8() !== 0 }
    case 'array':
      return readArray(cursor, key)
    case 'u8':
    case 'i8':
    case 'u16':
    case 'i16':
    case 'u32':
    case 'i32':
    case 'u64':
    case 'i64':
    case 'f32':
    case 'f64':
      return { type: 'number', of: type, value: cursor[type]() }
  }
}

function readArray(cursor: Cursor, key: string): MetadataValue {
  const of = readType(cursor, key)
  const length = cursor.u64()
  if (of === 'array') {
    throw new GgufRefused('metadata', `The metadata entry ${quoted(key)} nests lists.`)
  }
  const size = of === 'string' ? 8 : BYTES[of]
  if (length > MAX_ARRAY || length * size > cursor.left) {
    throw new GgufRefused(
      'metadata',
      `The metadata entry ${quoted(key)} claims ${length} items, which cannot be.`
    )
  }
  const kept = TOKENIZER_ARRAYS.has(key) || length <= SHORT_ARRAY
  if (of === 'string') {
    return { type: 'array', of, length, numbers: null, strings: readStrings(cursor, key, length) }
  }
  if (!kept) {
    cursor.skip(length * size)
    return { type: 'array', of, length, numbers: null, strings: null }
  }
  const read = of === 'bool' ? cursor.u8 : cursor[of]
  const numbers = new Float64Array(length)
  for (let index = 0; index < length; index++) numbers[index] = read()
  return { type: 'array', of, length, numbers, strings: null }
}

/** Every string is read, to find where the array ends; those of the tokenizer must be valid UTF-8 and are kept. */
function readStrings(cursor: Cursor, key: string, length: number): readonly string[] | null {
  if (!TOKENIZER_ARRAYS.has(key)) {
    for (let index = 0; index < length; index++) {
      cursor.stringBytes(`An item of ${quoted(key)}`, MAX_STRING_BYTES)
    }
    return null
  }
  const strings: string[] = []
  for (let index = 0; index < length; index++) {
    const text = cursor.validString(`Item ${index} of ${quoted(key)}`, MAX_TOKEN_BYTES)
    if (text === null) {
      throw new GgufRefused('vocabulary', `Item ${index} of ${quoted(key)} is not valid UTF-8.`)
    }
    strings.push(text)
  }
  return strings
}
