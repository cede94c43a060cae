import type { Message, Result, Wire } from '../../shared/rpc.ts'
import { t } from '../words/t.ts'

const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 4000

function lost(): Result {
  return {
    ok: false,
    failure: {
      code: 'disconnected',
      message: t('connection.lost'),
      hint: t('connection.lost.hint')
    }
  }
}

/** The contract over one WebSocket, which is opened again whenever it is lost. */
export function openWebWire(url: string): Wire {
  const pushListeners = new Set<(name: string, payload: unknown) => void>()
  const connectionListeners = new Set<(connected: boolean) => void>()
  const waiting = new Map<number, (result: Result) => void>()
  let socket: WebSocket
  let opened: Promise<boolean>
  let lastId = 0
  let retryMs = FIRST_RETRY_MS

  function connect(): void {
    socket = new WebSocket(url)
    const current = socket
    opened = new Promise((resolve) => {
      current.addEventListener('open', () => {
        retryMs = FIRST_RETRY_MS
        resolve(true)
        for (const tell of connectionListeners) tell(true)
      })
      current.addEventListener('close', () => resolve(false))
    })
    current.addEventListener('message', ({ data }) => receive(JSON.parse(String(data)) as Message))
    current.addEventListener('close', () => {
      for (const answer of waiting.values()) answer(lost())
      waiting.clear()
      for (const tell of connectionListeners) tell(false)
      setTimeout(connect, retryMs)
      retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)
    })
  }

  function receive(message: Message): void {
    if ('push' in message) {
      for (const listener of pushListeners) listener(message.push, message.payload)
      return
    }
    waiting.get(message.id)?.(message.result)
    waiting.delete(message.id)
  }

  connect()
  return {
    async call(call, input) {
      if (!(await opened)) return lost()
      lastId += 1
      const id = lastId
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        socket.send(JSON.stringify({ id, call, input }))
      })
    },
    onPush: (listener) => subscribe(pushListeners, listener),
    onConnection: (listener) => subscribe(connectionListeners, listener)
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
