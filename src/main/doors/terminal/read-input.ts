import type { UserError } from '../../user-error.ts'

/**
 * All bytes of a stream that somebody pipes in or names.
 *
 * @param tooMuch thrown where there are more than `most`
 */
export async function readInput(
  stream: AsyncIterable<Buffer | string>,
  most: number,
  tooMuch: UserError
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    const data = Buffer.from(chunk)
    bytes += data.length
    if (bytes > most) throw tooMuch
    chunks.push(data)
  }
  return Buffer.concat(chunks)
}
