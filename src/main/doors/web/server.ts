import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { codeOf } from '../../system-errors.ts'
import { SECURITY_HEADERS } from '../content-security-policy.ts'
import { decodePath, readPageFile } from '../page-files.ts'
import type { Dispatch } from '../rpc/dispatcher.ts'
import type { Publish } from '../../../shared/rpc.ts'
import { Entrance } from './entrance.ts'
import { createLoopbackServer, listenOnLoopback } from './loopback.ts'
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
  const server = createLoopbackServer({
    onFault,
    answer: (request, response) => answer(request, response, { entrance, pageFolder, onSignedIn }),
    failed: (response) => respond(response, 500, 'Failed')
  })
  const entrance = new Entrance(await listen(server, port))
  const sockets = createSocketDoor({ entrance, dispatch, onFault })

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

/** Where the wanted port is taken, any free one will do. Returns the port. */
async function listen(server: Server, port: number): Promise<number> {
  try {
    return await listenOnLoopback(server, port)
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    return listenOnLoopback(server, 0)
  }
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
