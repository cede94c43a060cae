import type { Cursor } from './cursor.ts'
import { GgufRefused, quoted } from './refused.ts'
import { TENSOR_TYPES } from './tensor-types.ts'

const MAX_TENSORS = 65_536
/** ggml keeps a name in 64 bytes, the closing zero included. */
const MAX_NAME_BYTES = 63
const MAX_DIMENSIONS = 4

export interface Tensor {
  readonly name: string
  readonly dimensions: readonly number[]
  readonly type: string
  /** Numbers in it. */
  readonly elements: number
  readonly bytes: number
}

/**
 * Reads the descriptions of `count` tensors and checks that their data, laid out as llama.cpp demands, lie inside
 * the file.
 *
 * @throws GgufRefused
 */
export function readTensors(cursor: Cursor, count: number, alignment: number): readonly Tensor[] {
  // The shortest description: a name of one byte with its length, the dimensions' number and one of them, type, offset.
  if (count > MAX_TENSORS || count * 33 > cursor.left) {
    throw new GgufRefused('tensors', `It claims ${count} tensors, which cannot be.`)
  }
  const tensors: Tensor[] = []
  const names = new Set<string>()
  let end = 0
  for (let index = 0; index < count; index++) {
    const { tensor, offset } = readTensor(cursor, index)
    if (names.has(tensor.name)) {
      throw new GgufRefused('tensors', `The tensor ${quoted(tensor.name)} occurs twice.`)
    }
    // llama.cpp demands the data back to back in the order of the list, so nothing can overlap.
    if (offset !== end) {
      throw new GgufRefused(
        'tensors',
        `The data of the tensor ${quoted(tensor.name)} begin at ${offset} instead of ${end}.`
      )
    }
    names.add(tensor.name)
    tensors.push(tensor)
    end += padded(tensor.bytes, alignment)
  }
  const data = padded(cursor.position, alignment)
  const last = tensors.at(-1)
  // The padding after the last tensor may be missing.
  const needed = last === undefined ? 0 : data + end - padded(last.bytes, alignment) + last.bytes
  const size = cursor.position + cursor.left
  if (needed > size) {
    throw new GgufRefused(
      'truncated',
      `The file is incomplete: ${size} of ${needed} bytes are there.`
    )
  }
  return tensors
}

function readTensor(cursor: Cursor, index: number): { tensor: Tensor; offset: number } {
  const name = cursor.validString(`The name of tensor ${index}`, MAX_NAME_BYTES)
  if (name === null || name === '') {
    throw new GgufRefused('tensors', `The name of tensor ${index} is not a text.`)
  }
  const rank = cursor.u32()
  if (rank < 1 || rank > MAX_DIMENSIONS) {
    throw new GgufRefused('tensors', `The tensor ${quoted(name)} claims ${rank} dimensions.`)
  }
  const dimensions = Array.from({ length: rank }, cursor.u64)
  const elements = dimensions.reduce((product, size) => product * size, 1)
  if (!Number.isSafeInteger(elements) || elements < 1) {
    throw new GgufRefused(
      'tensors',
      `The tensor ${quoted(name)} has the impossible shape ${dimensions.join(' x ')}.`
    )
  }
  const number = cursor.u32()
  const type = TENSOR_TYPES.get(number)
  if (type === undefined) {
    throw new GgufRefused('tensors', `The tensor ${quoted(name)} has the unknown type ${number}.`)
  }
  const row = dimensions[0] ?? 0
  if (row % type.block !== 0) {
    throw new GgufRefused(
      'tensors',
      `The rows of the tensor ${quoted(name)} (${row}) do not divide into blocks of ${type.name}.`
    )
  }
  const bytes = (elements / type.block) * type.bytes
  return { tensor: { name, dimensions, type: type.name, elements, bytes }, offset: cursor.u64() }
}

function padded(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment
}
