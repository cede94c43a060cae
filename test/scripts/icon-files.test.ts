import { describe, expect, it } from 'vitest'
import { icns, ico } from '../../scripts/icon-files.ts'

const small = { size: 16, png: Buffer.from('small') }
const large = { size: 256, png: Buffer.from('the large one') }

describe('a Windows icon', () => {
  it('says of each picture where it is', () => {
    const file = ico([small, large])
    expect([...file.subarray(0, 6)]).toEqual([0, 0, 1, 0, 2, 0])
    for (const [index, { size, png }] of [small, large].entries()) {
      const entry = file.subarray(6 + 16 * index)
      expect([entry[0], entry[1]]).toEqual([size % 256, size % 256])
      const at = entry.readUInt32LE(12)
      expect(file.subarray(at, at + entry.readUInt32LE(8))).toEqual(png)
    }
  })
})

describe('a macOS icon', () => {
  it('holds each picture under the types of its size', () => {
    const file = icns([small, large])
    expect(file.readUInt32BE(4)).toBe(file.length)
    const types: string[] = []
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      types.push(file.toString('latin1', at, at + 4))
    }
    expect(file.toString('latin1', 0, 4)).toBe('icns')
    expect(types).toEqual(['icp4', 'ic08', 'ic13'])
  })

  it('refuses a size that the format does not know', () => {
    expect(() => icns([{ size: 20, png: small.png }])).toThrow(RangeError)
  })
})
