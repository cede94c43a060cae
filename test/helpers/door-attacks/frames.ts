import type { Random } from '../../../src/core/random.ts'

export interface FrameOptions {
  readonly opcode?: number
  readonly final?: boolean
  /** Bits that only extensions may set. */
  readonly reserved?: number
  readonly masked?: boolean
  /** What the header says; by default the payload's length. */
  readonly length?: bigint
}

/** A WebSocket frame (RFC 6455, section 5.2), sound or not. The mask is zero, so the payload stays readable. */
export function frame(
  payload: string | Buffer,
  { opcode = 1, final = true, reserved = 0, masked = true, length }: FrameOptions = {}
): Buffer {
  const body = Buffer.from(payload as string)
  const said = length ?? BigInt(body.length)
  const head = [(final ? 0x80 : 0) | (reserved << 4) | opcode]
  const mask = masked ? 0x80 : 0
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(said)
  if (said < 126n) head.push(mask | Number(said))
  else if (said < 65_536n) head.push(mask | 126, size[6]!, size[7]!)
  else head.push(mask | 127, ...size)
  return Buffer.concat([Buffer.from(head), Buffer.alloc(masked ? 4 : 0), body])
}

/** Changes a few bytes: overwritten, left out, doubled. */
export function mutated(bytes: Buffer, random: Random): Buffer {
  let changed = bytes
  for (let times = 1 + random.integer(8); times > 0; times--) {
    const at = random.integer(changed.length + 1)
    const end = Math.min(changed.length, at + random.integer(4))
    const put = [
      Buffer.alloc(0),
      Buffer.from([random.integer(256)]),
      changed.subarray(at, end + random.integer(20))
    ][random.integer(3)]!
    changed = Buffer.concat([changed.subarray(0, at), put, changed.subarray(end)])
  }
  return changed
}

export function randomBytes(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => random.integer(256)))
}
