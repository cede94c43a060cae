import type { IncomingMessage } from 'node:http'
import { ApiError } from './errors.ts'
import { MAX_BODY_BYTES } from './limits.ts'

const TOO_LARGE = `The body of the request is larger than ${MAX_BODY_BYTES / 2 ** 20} MiB.`

/**
 * The JSON that a request carries, never more of it than a request may have. How long it may take is the server's own
 * limit.
 *
 * @throws ApiError
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = new TextDecoder().decode(await readBody(request))
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new ApiError(400, 'The body of the request is not JSON.', { code: 'invalid_json' })
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  // What is left of a body that is too large is not read; the connection stays, to say so.
  const stream = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  try {
    for await (const part of stream) {
      bytes += part.length
      if (bytes > MAX_BODY_BYTES) throw new ApiError(413, TOO_LARGE)
      parts.push(part)
    }
  } catch (error) {
    // A client that left, or that was too slow, did nothing that anybody must know of.
    throw request.destroyed && !(error instanceof ApiError)
      ? new ApiError(400, 'The request ended before its body did.')
      : error
  }
  return Buffer.concat(parts)
}
