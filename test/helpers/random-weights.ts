import type { TensorType } from './gguf-writer.ts'

/** Weights of one block of the Q8_0 format: a half-precision scale, then 32 signed bytes. */
const Q8_BLOCK = 32

/** So many weights of a tensor are drawn; a larger one repeats them, so that a billion are written in seconds. */
const DISTINCT = 2 ** 18

/** A source of reproducible random numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** `count` random weights of mean 0 and deviation `deviation` (evenly distributed), encoded. */
export function randomWeights(
  type: TensorType,
  count: number,
  deviation: number,
  random: () => number
): Uint8Array {
  const reach = deviation * Math.sqrt(3)
  if (type === 'q8_0') return quantised(count, reach, random)
  const drawn = new Float32Array(Math.min(count, DISTINCT))
  for (let i = 0; i < drawn.length; i++) drawn[i] = (2 * random() - 1) * reach
  return repeated(encode(type, drawn), count / drawn.length)
}

/** The bytes so many times; a last time in part. */
function repeated(bytes: Uint8Array, times: number): Uint8Array {
  return Buffer.alloc(Math.round(bytes.length * times), bytes)
}

/** Weights that are all the same, such as a norm's. */
export function constant(type: TensorType, count: number, value: number): Uint8Array {
  return encode(type, new Float32Array(count).fill(value))
}

/** Encodes weights as F32 or F16. */
export function encode(type: TensorType, weights: Float32Array): Uint8Array {
  switch (type) {
    case 'f32':
      return new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength)
    case 'f16':
      return new Uint8Array(Uint16Array.from(weights, toHalf).buffer)
    case 'q8_0':
      throw new Error('Q8_0 weights are made at random only')
    default:
      throw new Error(`No such type: ${String(type satisfies never)}`)
  }
}

function quantised(count: number, reach: number, random: () => number): Uint8Array {
  if (count % Q8_BLOCK !== 0) throw new Error(`${count} weights are not whole blocks of 32`)
  const bytes = new Uint8Array((count / Q8_BLOCK) * (Q8_BLOCK + 2))
  const view = new DataView(bytes.buffer)
  const scale = toHalf(reach / 127)
  for (let at = 0; at < bytes.length; at += Q8_BLOCK + 2) {
    view.setUint16(at, scale, true)
    for (let i = 0; i < Q8_BLOCK; i++) bytes[at + 2 + i] = Math.floor(random() * 255) - 127
  }
  return bytes
}

const half = { float: new Float32Array(1), bits: new Uint32Array(0) }
half.bits = new Uint32Array(half.float.buffer)

/** The IEEE half-precision bits of a number; too small ones become 0. */
function toHalf(value: number): number {
  half.float[0] = value
  const bits = half.bits[0] ?? 0
  const sign = (bits >>> 16) & 0x8000
  const exponent = ((bits >>> 23) & 0xff) - 127 + 15
  if (exponent <= 0) return sign
  if (exponent >= 31) return sign | 0x7c00
  return sign | (((exponent << 10) | ((bits >>> 13) & 0x3ff)) + ((bits >>> 12) & 1))
}
