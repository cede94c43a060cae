import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A network on this machine: every request, and every part of its answer, is half of `delayMs` on its way. */
export interface SlowNetwork {
  readonly url: string
  /** Requests so far that made the model compute. */
  requests(): number
  /** Those of them that the client broke off. */
  brokenOff(): number
  close(): void
}

export async function slowNetworkTo(url: string, delayMs: number): Promise<SlowNetwork> {
  const agent = new Agent({ keepAlive: true })
  const { hostname, port } = new URL(url)
  let [computing, brokenOff] = [0, 0]
  const later = (work: () => void) => void setTimeout(work, delayMs / 2)

  function pass(incoming: IncomingMessage, response: ServerResponse): void {
    const { method, url: path = '/', headers } = incoming
    const computes = /\/completions?$/.test(path)
    if (computes) computing += 1
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      later(() => {
        const outgoing = request({ agent, hostname, port, method, path, headers }, (answer) => {
          later(() => response.writeHead(answer.statusCode ?? 502, answer.headers))
          answer.on('data', (part: Buffer) => {
            later(() => response.write(part))
          })
          answer.on('end', () => {
            later(() => response.end())
          })
        })
        outgoing.on('error', () => response.destroy())
        response.on('close', () => {
          if (computes && !response.writableFinished) brokenOff += 1
          outgoing.destroy()
        })
        outgoing.end(Buffer.concat(parts))
      })
    })
  }
  const server = createServer(pass)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => computing,
    brokenOff: () => brokenOff,
    close() {
      server.closeAllConnections()
      server.close()
      agent.destroy()
    }
  }
}
