import { connect, type Socket } from 'node:net'
import type { AttackedDoor } from './attacked-door.ts'

/** For an answer, on however slow a machine. */
const ANSWER_MS = 30_000
/** For room to say more. */
const PATIENCE_MS = 5_000

/** Where somebody listens, on this machine. */
type Port = Pick<AttackedDoor, 'port'>

/** Opens a bare connection; whatever becomes of it is no error of ours. */
export function visit({ port }: Port): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(socket))
    socket.on('connect', () => resolve(socket))
  })
}

/** Says something and leaves at once, without waiting for an answer: the system resets the connection. */
export async function sayAndLeave(door: Port, said: string | Buffer): Promise<void> {
  const socket = await visit(door)
  socket.write(said)
  socket.resetAndDestroy()
}

/** Says something and gives back the first bytes of the answer as text; an empty one where nothing comes. */
export async function ask(door: Port, said: string | Buffer): Promise<string> {
  const socket = await visit(door)
  const answer = new Promise<string>((resolve) => {
    let heard = ''
    socket.on('data', (data: Buffer) => {
      heard += data.toString('latin1')
      resolve(heard)
    })
    socket.on('close', () => resolve(heard))
    socket.setTimeout(ANSWER_MS, () => resolve(heard))
  })
  if (socket.writable) socket.write(said)
  const heard = await answer
  socket.destroy()
  return heard
}

/** As `ask`, and waits until the other side has said all: it closes the connection, or is silent for so long. */
export async function hearOut(
  door: Port,
  said: string | Buffer,
  silenceMs = 1000
): Promise<string> {
  const socket = await visit(door)
  let heard = ''
  const over = new Promise<void>((resolve) => {
    socket.on('data', (data: Buffer) => (heard += data.toString('latin1')))
    socket.on('close', () => resolve())
    socket.setTimeout(silenceMs, () => resolve())
  })
  if (socket.writable) socket.write(said)
  await over
  socket.destroy()
  return heard
}

/** Writes as fast as the other side reads; gives back how many bytes went out before it ended the connection. */
export async function pour(socket: Socket, parts: Iterable<Buffer>): Promise<number> {
  let sent = 0
  for (const part of parts) {
    if (!socket.writable) break
    sent += part.length
    if (!socket.write(part)) await drained(socket)
  }
  return sent
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    function done() {
      clearTimeout(patience)
      socket.off('drain', done)
      socket.off('close', done)
      resolve()
    }
    const patience = setTimeout(() => {
      // Whoever is no longer read from has been slowed; that is an answer too.
      socket.destroy()
      done()
    }, PATIENCE_MS)
    socket.on('drain', done)
    socket.on('close', done)
  })
}

export interface HandshakeOptions {
  readonly cookie?: string
  readonly origin?: string
  readonly key?: string
  readonly version?: string
  readonly extensions?: string
}

/** The request with which a page opens its socket; by default a sound one. */
export function handshake(
  door: AttackedDoor,
  {
    cookie = door.cookie,
    origin = door.origin,
    key = 'dGhlIHNhbXBsZSBub25jZQ==',
    version = '13',
    extensions
  }: HandshakeOptions = {}
): Buffer {
  return Buffer.from(
    [
      'GET / HTTP/1.1',
      `Host: ${door.host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      `Origin: ${origin}`,
      `Sec-WebSocket-Version: ${version}`,
      `Sec-WebSocket-Key: ${key}`,
      `Cookie: ${cookie}`,
      ...(extensions === undefined ? [] : [`Sec-WebSocket-Extensions: ${extensions}`]),
      '',
      ''
    ].join('\r\n'),
    'latin1'
  )
}

/** A connection on which the handshake was accepted: the next bytes are frames. */
export async function enter(door: AttackedDoor): Promise<Socket> {
  const socket = await visit(door)
  const accepted = new Promise<void>((resolve) => {
    socket.once('data', () => resolve())
    socket.once('close', () => resolve())
  })
  socket.write(handshake(door))
  await accepted
  return socket
}
