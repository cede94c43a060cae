import type { Metadata, MetadataValue } from './metadata.ts'
import { isInteger } from './metadata.ts'
import { GgufRefused, quoted } from './refused.ts'

/** Typed, ranged access to a file's metadata: a wrong type or a number out of range refuses the file. */
export interface MetadataSettings {
  text(key: string): string | null
  /** A whole number within the range, or null where the key is missing. */
  whole(key: string, range: Range): number | null
  /** The same, where a missing key refuses the file. */
  needWhole(key: string, range: Range): number
  /** One whole number a layer: a single number stands for all. Null where the key is missing. */
  perLayer(key: string, layers: number, range: Range): readonly number[] | null
  /** A finite number within the range, or null. */
  real(key: string, range: Range): number | null
  flag(key: string): boolean | null
  array(key: string): Extract<MetadataValue, { type: 'array' }> | null
}

export interface Range {
  readonly min: number
  readonly max: number
}

export function settingsOf(metadata: Metadata): MetadataSettings {
  function wrong(key: string, expected: string): GgufRefused {
    return new GgufRefused('metadata', `The metadata entry ${quoted(key)} is not ${expected}.`)
  }
  function inRange(key: string, value: number, { min, max }: Range): number {
    if (value >= min && value <= max) return value
    throw new GgufRefused(
      'hyperparameter',
      `${quoted(key)} is ${value}; it must be between ${min} and ${max}.`
    )
  }
  function array(key: string) {
    const value = metadata.get(key)
    if (value === undefined) return null
    if (value.type !== 'array') throw wrong(key, 'a list')
    return value
  }
  function whole(key: string, range: Range): number | null {
    const value = metadata.get(key)
    if (value === undefined) return null
    if (value.type !== 'number' || !isInteger(value.of)) throw wrong(key, 'a whole number')
    return inRange(key, value.value, range)
  }
  return {
    array,
    whole,
    text(key) {
      const value = metadata.get(key)
      if (value === undefined) return null
      if (value.type !== 'string') throw wrong(key, 'a text')
      return value.value
    },
    needWhole(key, range) {
      const value = whole(key, range)
      if (value === null) {
        throw new GgufRefused('hyperparameter', `The header does not give ${quoted(key)}.`)
      }
      return value
    },
    perLayer(key, layers, range) {
      if (metadata.get(key)?.type !== 'array') {
        const single = whole(key, range)
        return single === null ? null : Array.from({ length: layers }, () => single)
      }
      const list = array(key)
      const numbers = list?.numbers ?? null
      if (list === null || numbers === null || !isInteger(list.of)) {
        throw wrong(key, 'a list of whole numbers')
      }
      if (list.length !== layers) {
        throw new GgufRefused(
          'hyperparameter',
          `${quoted(key)} gives ${list.length} numbers for ${layers} layers.`
        )
      }
      // A layer of a mixed architecture may lack what the others have.
      return Array.from(numbers.subarray(0, layers), (value) =>
        inRange(key, value, { ...range, min: 0 })
      )
    },
    real(key, range) {
      const value = metadata.get(key)
      if (value === undefined) return null
      if (value.type !== 'number') throw wrong(key, 'a number')
      return inRange(key, value.value, range)
    },
    flag(key) {
      const value = metadata.get(key)
      if (value === undefined) return null
      if (value.type !== 'bool') throw wrong(key, 'true or false')
      return value.value
    }
  }
}
