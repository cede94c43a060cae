/**
 * Writes GGUF files that lie: every count, length, offset and type can be set apart from what is there. Files that
 * tell the truth are written by ../gguf-writer.ts.
 */

export const TYPES = {
  u8: 0,
  i8: 1,
  u16: 2,
  i16: 3,
  u32: 4,
  i32: 5,
  f32: 6,
  bool: 7,
  string: 8,
  array: 9,
  u64: 10,
  i64: 11,
  f64: 12
} as const
type TypeName = keyof typeof TYPES

type Scalar = number | string | Uint8Array
export type RawValue =
  | readonly [Exclude<TypeName, 'array'>, Scalar]
  | readonly ['array', Exclude<TypeName, 'array'>, readonly Scalar[]]

export interface RawTensor {
  name: string
  dims: number[]
  type?: number
  /** Where its data are said to be. */
  offset?: number | bigint
  /** How many dimensions it is said to have. */
  rank?: number
}

export interface RawGguf {
  magic: string
  version: number
  keyCount: number | bigint | null
  tensorCount: number | bigint | null
  metadata: Map<string, RawValue>
  /** Bytes that count as one more metadata entry. */
  extra: Uint8Array | null
  tensors: Map<string, RawTensor>
  alignment: number
  /** The value of each weight. */
  weight: (tensor: string, index: number) => number
}

export function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}

export function u64(value: number | bigint): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)))
  return bytes
}

export function string(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([u64(bytes.length), bytes])
}

function scalar(type: Exclude<TypeName, 'array'>, value: Scalar): Uint8Array {
  if (type === 'string') return string(typeof value === 'number' ? String(value) : value)
  const number = Number(value)
  const bytes = Buffer.alloc(8)
  switch (type) {
    case 'u8':
    case 'i8':
    case 'bool':
      bytes.writeUInt8(number & 0xff)
      return bytes.subarray(0, 1)
    case 'u16':
    case 'i16':
      bytes.writeUInt16LE(number & 0xffff)
      return bytes.subarray(0, 2)
    case 'u32':
    case 'i32':
      return u32(number)
    case 'f32':
      bytes.writeFloatLE(number)
      return bytes.subarray(0, 4)
    case 'f64':
      bytes.writeDoubleLE(number)
      return bytes
    case 'u64':
    case 'i64':
      return u64(number)
  }
}

export function entry(key: string, value: RawValue): Uint8Array {
  const head = [string(key), u32(TYPES[value[0]])]
  if (value[0] !== 'array') return Buffer.concat([...head, scalar(value[0], value[1])])
  const [, of, items] = value
  const list = items.map((item) => scalar(of, item))
  return Buffer.concat([...head, u32(TYPES[of]), u64(items.length), ...list])
}

/** The file, and where its header and its list of tensors begin to end. */
export interface EncodedGguf {
  readonly bytes: Uint8Array
  /** Length of the header, padding included. */
  readonly header: number
}

/** No tensor of a lying file gets more data than this, whatever its shape says. */
const MOST_WEIGHTS = 1 << 20

export function encode(file: RawGguf): EncodedGguf {
  const extra = file.extra === null ? 0 : 1
  const parts: Uint8Array[] = [
    Buffer.from(file.magic, 'latin1'),
    u32(file.version),
    u64(file.tensorCount ?? file.tensors.size),
    u64(file.keyCount ?? file.metadata.size + extra),
    ...[...file.metadata].map(([key, value]) => entry(key, value)),
    ...(file.extra === null ? [] : [file.extra])
  ]
  const data: Uint8Array[] = []
  let offset = 0
  for (const tensor of file.tensors.values()) {
    parts.push(
      string(tensor.name),
      u32(tensor.rank ?? tensor.dims.length),
      ...tensor.dims.map(u64),
      u32(tensor.type ?? 0),
      u64(tensor.offset ?? offset)
    )
    const product = tensor.dims.reduce((all, size) => all * size, 1)
    const count = Math.max(0, Math.min(product, MOST_WEIGHTS))
    const weights = Float32Array.from({ length: count }, (_, i) => file.weight(tensor.name, i))
    const bytes = new Uint8Array(weights.buffer)
    data.push(bytes, new Uint8Array(padding(bytes.length, file.alignment)))
    offset += bytes.length + padding(bytes.length, file.alignment)
  }
  const head = Buffer.concat(parts)
  const gap = padding(head.length, file.alignment)
  return {
    bytes: Buffer.concat([head, new Uint8Array(gap), ...data]),
    header: head.length + gap
  }
}

function padding(length: number, alignment: number): number {
  return (alignment - (length % alignment)) % alignment
}
