import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { codeOf } from '../../system-errors.ts'
import { UserError } from '../../user-error.ts'
import { createLoopbackServer, listenOnLoopback } from '../web/loopback.ts'
import { isToAndFrom } from '../web/own-requests.ts'
import type { Secret } from '../web/secret.ts'
import { readJson } from './body.ts'
import { complete, setupOf, type Solving } from './complete.ts'
import { ApiError, asApiError, repeated } from './errors.ts'
import { CHAT, COMPLETION, type Format } from './format.ts'
import { streamedReply, wholeReply } from './reply.ts'
import { type CompletionRequest, readChatRequest, readCompletionRequest } from './request.ts'
import { respondError, respondJson } from './respond.ts'
import { findServed, modelEntry, type ServedPair, servedModels } from './served-models.ts'
import { RequestLine } from './turns.ts'

export interface ApiDoorOptions extends Solving {
  /** The pairs that clients may use, as they are now. */
  readonly pairs: () => readonly ServedPair[]
  /** What clients must show. */
  readonly token: Secret
  /** 0 for any free port. */
  readonly port: number
  /** Told of what nobody foresaw; the client is told that something failed. */
  readonly onFault: (error: unknown) => void
}

export interface ApiDoor {
  /** What clients call the base URL. */
  readonly url: string
  /** Stops what is being answered, and ends when nothing is. */
  close(): Promise<void>
}

/** An endpoint that makes attempts. */
interface Endpoint {
  readonly format: Format
  readonly read: (body: unknown) => CompletionRequest
}

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/v1/chat/completions': { format: CHAT, read: readChatRequest },
  '/v1/completions': { format: COMPLETION, read: readCompletionRequest }
}
const MODELS = '/v1/models'

/**
 * Answers programs that speak OpenAI's API, on 127.0.0.1, where they show the token. Pages of other sites, and names of
 * other hosts, are refused whatever they show.
 *
 * @throws UserError where the port is taken: clients that know it would talk to somebody else.
 */
export async function openApiDoor(options: ApiDoorOptions): Promise<ApiDoor> {
  const { services, token, onFault } = options
  const line = new RequestLine()
  const closing = new AbortController()
  const answered = new Set<Promise<void>>()
  const since = Math.floor(services.now() / 1000)
  let hosts: readonly string[] = []

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isToAndFrom(request, hosts, { originNeeded: false })) {
      throw new ApiError(
        403,
        'Tandem answers programs of this machine only, and no page of a site.'
      )
    }
    if (!token.is(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1])) {
      throw new ApiError(
        401,
        'The token is missing or wrong. Send it as "Authorization: Bearer TOKEN", as clients send an API key; "tandem serve --print-token" prints it.',
        { code: 'invalid_api_key' }
      )
    }
    const path = pathOf(request)
    if (path === MODELS || path.startsWith(`${MODELS}/`)) {
      requireMethod(request, 'GET')
      return respondJson(response, 200, modelsAt(path))
    }
    const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined
    if (endpoint === undefined) throw notFound(path)
    requireMethod(request, 'POST')
    return completeWith(endpoint, request, response)
  }

  function modelsAt(path: string): object {
    const pairs = options.pairs()
    if (path !== MODELS) return modelEntry(findServed(path.slice(MODELS.length + 1), pairs), since)
    return { object: 'list', data: servedModels(pairs).map((model) => modelEntry(model, since)) }
  }

  async function completeWith(
    { format, read }: Endpoint,
    incoming: IncomingMessage,
    response: ServerResponse
  ): Promise<void> {
    const left = new AbortController()
    response.once('close', () => {
      left.abort()
    })
    const request = read(await readJson(incoming))
    const served = findServed(request.model, options.pairs())
    const setup = await setupOf(served, request, options)
    const signal = AbortSignal.any([left.signal, closing.signal])
    const place = line.take()
    const shown = { response, format, model: served.id }
    const reply = request.stream
      ? streamedReply({
          ...shown,
          includeUsage: request.includeUsage,
          waiting: () => place.ahead
        })
      : wholeReply(shown)
    try {
      if (!signal.aborted) await Promise.race([place.come, once(signal, 'abort')])
      if (signal.aborted) throw new ApiError(503, 'Tandem was asked to stop.')
      await complete(options, { request, served, setup, reply, signal })
    } catch (error) {
      // Whoever has left is told nothing.
      if (!left.signal.aborted) reply.fail(inWords(error))
    } finally {
      reply.end()
      place.leave()
    }
  }

  function inWords(error: unknown): ApiError {
    const refusal = asApiError(error, services.databasePath)
    if (refusal !== null) return refusal
    onFault(error)
    return new ApiError(500, 'Tandem met an error that it does not expect; its terminal says more.')
  }

  const server = createLoopbackServer({
    onFault,
    answer(request, response) {
      const work = answer(request, response).catch((error: unknown) => {
        respondError(response, inWords(error))
      })
      answered.add(work)
      return work.finally(() => answered.delete(work))
    },
    failed: (response) => response.destroy()
  })
  const port = await listen(server, options.port)
  hosts = [`127.0.0.1:${port}`, `localhost:${port}`]

  return {
    url: `http://127.0.0.1:${port}/v1`,
    async close() {
      closing.abort()
      const closed = new Promise((resolve) => server.close(resolve))
      await Promise.all(answered)
      server.closeAllConnections()
      await closed
    }
  }
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    return await listenOnLoopback(server, port)
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    throw new UserError(
      `Port ${port} is taken by another program.`,
      `Choose another, such as ${port + 1}, or 0 for any free one.`
    )
  }
}

/** Only paths: what names another host, as a proxy is asked, is not for us. */
function pathOf({ url = '' }: IncomingMessage): string {
  const path = url.split('?', 1)[0]!
  try {
    return decodeURIComponent(path)
  } catch {
    throw new ApiError(400, 'This address is malformed.')
  }
}

function requireMethod({ method }: IncomingMessage, wanted: 'GET' | 'POST'): void {
  if (method === wanted) return
  throw new ApiError(405, `This address answers ${wanted} only.`, { headers: { allow: wanted } })
}

function notFound(path: string): ApiError {
  const known = [`GET ${MODELS}`, ...Object.keys(ENDPOINTS).map((one) => `POST ${one}`)].join(', ')
  return new ApiError(404, `There is nothing at ${repeated(path)}. Tandem answers ${known}.`, {
    code: 'unknown_url'
  })
}
