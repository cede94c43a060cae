/** A square picture. */
export interface IconImage {
  /** Pixels of a side. */
  readonly size: number
  readonly png: Buffer
}

/** What ICNS calls a PNG of each size; those for screens of double density hold twice the named points. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10']
}

/**
 * A Windows icon that holds PNGs: a directory of 16 bytes for each picture, then the pictures. A side of 256 is
 * written as 0.
 */
export function ico(images: readonly IconImage[]): Buffer {
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length + 16 * images.length
  const entries = images.map(({ size, png }) => {
    const entry = Buffer.alloc(16)
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...images.map(({ png }) => png)])
}

/**
 * A macOS icon: each picture under its type, with the length of its part.
 *
 * @throws RangeError for a size that the format has no type for.
 */
export function icns(images: readonly IconImage[]): Buffer {
  const parts = images.flatMap(({ size, png }) => {
    const types = ICNS_TYPES[size]
    if (!types) throw new RangeError(`ICNS has no picture of ${size} pixels`)
    return types.map((type) => part(type, png))
  })
  return part('icns', Buffer.concat(parts))
}

function part(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}
