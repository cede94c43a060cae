import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SECURITY_HEADERS } from '../content-security-policy.ts'
import { readPageFile } from '../page-files.ts'
import type { Dispatch } from '../rpc/dispatcher.ts'
import type { Publish } from '../../../shared/rpc.ts'
import { Entrance } from './entrance.ts'
import { createSocketDoor } from './sockets.ts'

export interface WebDoorOptions {
  /** The folder of the built page. */
  readonly pageFolder: string
  readonly dispatch: Dispatch
  /** 0 for any free port. Where the wanted one is taken, a free one is used. */
  readonly port: number
}

export interface WebDoor {
  /** The address that lets a browser in; it holds a secret. */
  readonly url: string
  readonly publish: Publish
  close(): Promise<void>
}

/** Serves the page on 127.0.0.1, to nobody but the browser that was given the address. */
export async function openWebDoor({
  pageFolder,
  dispatch,
  port
}: WebDoorOptions): Promise<WebDoor> {
  const server = createServer()
  await listen(server, port)
  const entrance = new Entrance((server.address() as AddressInfo).port)
  const sockets = createSocketDoor(entrance, dispatch)

  server.on('request', (request, response) => {
    answer(request, response, entrance, pageFolder).catch(() => respond(response, 500, 'Failed'))
  })
  server.on('upgrade', sockets.upgrade)

  return {
    url: entrance.invitation,
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
  entrance: Entrance,
  pageFolder: string
): Promise<void> {
  if (!entrance.isOwn(request, { originNeeded: false })) return respond(response, 403, 'Forbidden')
  if (request.method !== 'GET') return respond(response, 405, 'Method not allowed')
  const url = new URL(request.url ?? '/', entrance.origin)
  if (url.pathname === '/' && entrance.hasToken(url)) {
    response.writeHead(302, { location: '/', 'set-cookie': entrance.cookie }).end()
    return
  }
  if (!entrance.hasCookie(request)) {
    return respond(response, 401, 'Open the address that Tandem printed in its terminal.')
  }
  const file = await readPageFile(pageFolder, url.pathname)
  if (file === null) return respond(response, 404, 'Not found')
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': file.type,
    'cache-control': 'no-cache'
  })
  response.end(file.body)
}

function respond(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' })
  response.end(text)
}
