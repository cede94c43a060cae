import { crc32, deflateRawSync } from 'node:zlib'

/** A file in an archive: its bytes as they lie in it, and what the archive says of them. */
export interface Member {
  readonly name: string
  readonly packed: Buffer
  readonly size: number
  readonly crc: number
}

/** A zip archive of these files. */
export function zip(members: readonly Member[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, packed, size, crc } of members) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc, 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(size, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002'),
        Buffer.from([20, 0]),
        common,
        rest,
        Buffer.from(name)
      ])
    )
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(members.length, 4)
  end.writeUInt16LE(members.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006'), end])
}

export function emptyMember(name: string): Member {
  return { name, packed: Buffer.from([3, 0]), size: 0, crc: 0 }
}

/** An archive that says the truth. */
export function zipOf(files: readonly (readonly [name: string, text: string])[]): Buffer {
  return zip(
    files.map(([name, text]) => ({
      name,
      packed: deflateRawSync(text),
      size: Buffer.byteLength(text),
      crc: crc32(text)
    }))
  )
}
