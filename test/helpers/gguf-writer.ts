import { closeSync, openSync, writeSync } from 'node:fs'

/**
 * Writes GGUF version 3 files (ggml-org/ggml, docs/gguf.md), little-endian: enough to make models, and broken
 * ones, for tests and measurements.
 */

/** Value types of GGUF metadata, with their numbers in the file. */
const VALUE_TYPES = {
  uint8: 0,
  int8: 1,
  uint16: 2,
  int16: 3,
  uint32: 4,
  int32: 5,
  float32: 6,
  bool: 7,
  string: 8,
  array: 9,
  uint64: 10,
  int64: 11,
  float64: 12
} as const

type ScalarType = Exclude<keyof typeof VALUE_TYPES, 'array'>

export type MetadataValue =
  | { readonly type: ScalarType; readonly value: number | bigint | string | boolean }
  | {
      readonly type: 'array'
      readonly of: ScalarType
      readonly items: readonly (number | bigint | string | boolean)[]
    }

export const u32 = (value: number): MetadataValue => ({ type: 'uint32', value })
export const f32 = (value: number): MetadataValue => ({ type: 'float32', value })
export const bool = (value: boolean): MetadataValue => ({ type: 'bool', value })
export const text = (value: string): MetadataValue => ({ type: 'string', value })
export const texts = (items: readonly string[]): MetadataValue => ({
  type: 'array',
  of: 'string',
  items
})
export const i32s = (items: readonly number[]): MetadataValue => ({
  type: 'array',
  of: 'int32',
  items
})
export const f32s = (items: readonly number[]): MetadataValue => ({
  type: 'array',
  of: 'float32',
  items
})

/** Tensor types, with their numbers in the file. */
const TENSOR_TYPES = { f32: 0, f16: 1, q8_0: 8 } as const
export type TensorType = keyof typeof TENSOR_TYPES

export interface Tensor {
  readonly name: string
  /** Sizes, the fastest-running dimension first (as in the file; the reverse of numpy's shape). */
  readonly dims: readonly number[]
  readonly type: TensorType
  readonly data: Uint8Array
}

export interface GgufFile {
  readonly metadata: Readonly<Record<string, MetadataValue>>
  readonly tensors: readonly Tensor[]
}

const ALIGNMENT = 32

/** Writes the file, tensor by tensor, so that its size is not held in memory twice. */
export function writeGguf(path: string, file: GgufFile): void {
  const out = openSync(path, 'w')
  try {
    const head = header(file)
    writeSync(out, head)
    writeSync(out, padding(head.length))
    for (const { data } of file.tensors) {
      writeSync(out, data)
      writeSync(out, padding(data.length))
    }
  } finally {
    closeSync(out)
  }
}

/** Everything before the tensors' data, without its padding. */
function header({ metadata, tensors }: GgufFile): Uint8Array {
  const bytes = new ByteWriter()
  bytes.raw(new TextEncoder().encode('GGUF'))
  bytes.scalar('uint32', 3)
  bytes.scalar('uint64', tensors.length)
  bytes.scalar('uint64', Object.keys(metadata).length)
  for (const [key, value] of Object.entries(metadata)) {
    bytes.scalar('string', key)
    bytes.scalar('uint32', VALUE_TYPES[value.type])
    if (value.type === 'array') {
      bytes.scalar('uint32', VALUE_TYPES[value.of])
      bytes.scalar('uint64', value.items.length)
      for (const item of value.items) bytes.scalar(value.of, item)
    } else {
      bytes.scalar(value.type, value.value)
    }
  }
  let offset = 0
  for (const tensor of tensors) {
    bytes.scalar('string', tensor.name)
    bytes.scalar('uint32', tensor.dims.length)
    for (const size of tensor.dims) bytes.scalar('uint64', size)
    bytes.scalar('uint32', TENSOR_TYPES[tensor.type])
    bytes.scalar('uint64', offset)
    offset += tensor.data.length + padding(tensor.data.length).length
  }
  return bytes.done()
}

function padding(length: number): Uint8Array {
  return new Uint8Array((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT)
}

/** A byte buffer that grows. */
class ByteWriter {
  #bytes = new Uint8Array(1 << 16)
  #length = 0

  raw(data: Uint8Array): void {
    this.#room(data.length)
    this.#bytes.set(data, this.#length)
    this.#length += data.length
  }

  scalar(type: ScalarType, value: number | bigint | string | boolean): void {
    if (type === 'string') {
      const encoded = new TextEncoder().encode(String(value))
      this.scalar('uint64', encoded.length)
      this.raw(encoded)
      return
    }
    this.#room(8)
    const view = new DataView(this.#bytes.buffer, this.#length)
    this.#length += setNumber(view, type, value)
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}

/** Writes one number at the view's beginning and returns its size in bytes. */
function setNumber(
  view: DataView,
  type: Exclude<ScalarType, 'string'>,
  value: number | bigint | string | boolean
): number {
  switch (type) {
    case 'bool':
    case 'uint8':
    case 'int8':
      view.setUint8(0, Number(value) & 0xff)
      return 1
    case 'uint16':
    case 'int16':
      view.setUint16(0, Number(value) & 0xffff, true)
      return 2
    case 'uint32':
    case 'int32':
      view.setUint32(0, Number(value) >>> 0, true)
      return 4
    case 'uint64':
    case 'int64':
      view.setBigUint64(0, BigInt.asUintN(64, BigInt(value)), true)
      return 8
    case 'float32':
      view.setFloat32(0, Number(value), true)
      return 4
    case 'float64':
      view.setFloat64(0, Number(value), true)
      return 8
    default:
      throw new Error(`No such type: ${String(type satisfies never)}`)
  }
}
