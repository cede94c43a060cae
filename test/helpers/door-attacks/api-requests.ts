import type { Scale, Tried } from './attacks.ts'
import type { AttackedApi } from './attacked-api.ts'

/** Something that is done to `tandem serve`; tells how often it was tried, and what was answered wrongly. */
export interface ApiAttack {
  readonly name: string
  /** Whether it takes models, or time to wait: too long for a test. */
  readonly isLong?: boolean
  readonly run: (api: AttackedApi, scale: Scale) => Promise<Tried>
}

export const CHAT = '/v1/chat/completions'

interface Head {
  readonly path?: string
  readonly token?: string
  readonly more?: readonly string[]
}

export function get(api: AttackedApi, head: Head = {}): Buffer {
  return headOf(api, 'GET', { path: '/v1/models', ...head })
}

/** The head of a request whose body is still to come. */
export function post(api: AttackedApi, head: Head = {}): Buffer {
  return headOf(api, 'POST', { path: CHAT, ...head })
}

function headOf(
  api: AttackedApi,
  method: string,
  { path = '/', token = api.token, more = [] }: Head
): Buffer {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${api.host}`,
    `Authorization: Bearer ${token}`
  ]
  return Buffer.from([...lines, ...more, '', ''].join('\r\n'), 'latin1')
}

/** A request that is worked on. */
export function completion(api: AttackedApi, wishes: object): string {
  const body = JSON.stringify({ model: 'baseline/bundled', prompt: 'What is 3 + 5?', ...wishes })
  const more = [`Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close']
  return `${post(api, { path: '/v1/completions', more }).toString()}${body}`
}

/** A chat request with its body, whole. */
export function chat(api: AttackedApi, body: string, more: readonly string[] = []): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  return `${post(api, { more: [length, ...more] }).toString('latin1')}${body}`
}
