import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SECURITY_HEADERS } from '../content-security-policy.ts'
import { decodePath, readPageFile } from '../page-files.ts'
import type { Dispatch } from '../rpc/dispatcher.ts'
import type { Publish } from '../../../shared/rpc.ts'
import { Entrance } from './entrance.ts'
import { guarded } from './guarded.ts'
import { HEADERS_TIMEOUT_MS, MAX_CONNECTIONS, MAX_HEADER_BYTES, SLOW_CHECK_MS } from './limits.ts'
import { createSocketDoor } from './sockets.ts'

export interface WebDoorOptions {
  /** The folder of the built page. */
  readonly pageFolder: string
  readonly dispatch: Dispatch
  /** 0 for any free port. Where the wanted one is taken, a free one is used. */
  readonly port: number
  /** Told of the next browser's address when one was used. */
  readonly onSignedIn: (next: string) => void
  /** Told of every error that a connection caused, which was then closed. */
  readonly onFault: (error: unknown) => void
}

export interface WebDoor {
  /** The address that lets the next browser in; it holds a secret. */
  readonly url: string
  readonly publish: Publish
  close(): Promise<void>
}

/** Serves the page on 127.0.0.1, to nobody but the browsers that were given an address. */
export async function openWebDoor({
  pageFolder,
  dispatch,
  port,
  onSignedIn,
  onFault
}: WebDoorOptions): Promise<WebDoor> {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: SLOW_CHECK_MS
  })
  server.maxConnections = MAX_CONNECTIONS
  await listen(server, port)
  const entrance = new Entrance((server.address() as AddressInfo).port)
  const sockets = createSocketDoor({ entrance, dispatch, onFault })

  server.on('connection', (socket) => {
    // Once an upgrade was asked for, nobody else listens: a client that leaves early would end the program.
    socket.on('error', () => socket.destroy())
  })
  // Accepting can fail too, where the system is out of files; the next one may succeed.
  server.on('error', onFault)
  server.on(
    'request',
    guarded(
      (request: IncomingMessage, response: ServerResponse) =>
        answer(request, response, { entrance, pageFolder, onSignedIn }),
      (error, _request, response) => {
        onFault(error)
        respond(response, 500, 'Failed')
      }
    )
  )
  server.on('upgrade', sockets.upgrade)

  return {
    get url() {
      return entrance.invitation
    },
    publish: sockets.publish,
    async close() {
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await listenOn(server, port)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    await listenOn(server, 0)
  }
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  {
    entrance,
    pageFolder,
    onSignedIn
  }: Pick<WebDoorOptions, 'pageFolder' | 'onSignedIn'> & { readonly entrance: Entrance }
): Promise<void> {
  if (!entrance.isOwn(request, { originNeeded: false })) return respond(response, 403, 'Forbidden')
  if (request.method !== 'GET') return respond(response, 405, 'Method not allowed')
  const url = addressIn(request, entrance)
  const path = url && decodePath(url.pathname)
  if (url === null || path === null) return respond(response, 400, 'This address is malformed.')
  if (path === '/' && entrance.redeem(url)) {
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'set-cookie': entrance.cookie
    })
    response.end(SIGNED_IN)
    onSignedIn(entrance.invitation)
    return
  }
  if (!entrance.hasCookie(request)) {
    return respond(
      response,
      401,
      'Open the newest address that Tandem printed in its terminal: each lets one browser in, once.'
    )
  }
  const file = await readPageFile(pageFolder, path)
  if (file === null) return respond(response, 404, 'Not found')
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': file.type,
    'cache-control': 'no-cache'
  })
  response.end(file.body)
}

/**
 * Goes on to the page by itself. Not a redirect: the browser counts a redirect as the doing of whoever opened the
 * address, such as a file or another program's page, and would keep the new cookie back.
 */
const SIGNED_IN =
  '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><link rel="icon" href="data:,"><title>Tandem</title>\n'

/** Only paths: what names another host, as a proxy is asked, is not for us. */
function addressIn({ url = '' }: IncomingMessage, { origin }: Entrance): URL | null {
  return /^\/(?!\/)/.test(url) ? URL.parse(url, origin) : null
}

function respond(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    // Whatever else a refused client sends is not read.
    connection: 'close'
  })
  response.end(text)
}
