import { request } from 'node:http'
import { onTestFinished } from 'vitest'
import { type ApiDoor, type ApiDoorOptions, openApiDoor } from '../../src/main/doors/api/server.ts'
import { Secret } from '../../src/main/doors/web/secret.ts'
import type { SavedPair } from '../../src/shared/model-library.ts'
import { type RunSetup, runRequest, runSetup } from './run-setup.ts'
import { ScriptedEngine } from './scripted-engine.ts'

const PAIR: SavedPair = {
  id: 'pair-test',
  name: 'Test pair',
  target: 'target',
  draft: 'draft',
  prompts: 'test',
  strategies: 'test',
  paths: 3,
  context: null,
  gpuLayers: { target: null, draft: null }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

export interface TestedApi {
  readonly door: ApiDoor
  readonly options: ApiDoorOptions
  readonly services: RunSetup
  readonly engine: ScriptedEngine
  readonly token: string
  readonly faults: readonly unknown[]
  /** As a client sends it, with the token unless the headers say otherwise; `body` may be text. */
  readonly send: (
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
    options?: { readonly method?: string; readonly leaveAfter?: RegExp }
  ) => Promise<Answer>
}

/** The API on a scripted engine that adds two numbers, closed when the test ends. */
export async function testedApi(engine = new ScriptedEngine()): Promise<TestedApi> {
  const services = runSetup(engine)
  const secret = new Secret()
  const faults: unknown[] = []
  const { prompts, pool, pair, options: usual } = runRequest()
  const options: ApiDoorOptions = {
    services,
    token: secret,
    port: 0,
    pairs: () => [{ called: 'bundled', pair: PAIR }],
    setupFor: (_pair, method, { effort: _effort, ...wishes }) =>
      Promise.resolve({ prompts, pool, pair, options: { ...usual, method, ...wishes } }),
    onFault: (error) => faults.push(error)
  }
  const door = await openApiDoor(options)
  onTestFinished(() => door.close())
  const { port } = new URL(door.url)
  return {
    door,
    options,
    services,
    engine,
    token: secret.text,
    faults,
    send: (path, body, headers = {}, { method, leaveAfter } = {}) =>
      new Promise((resolve, reject) => {
        const sent = typeof body === 'string' ? body : JSON.stringify(body)
        const asked = request(
          {
            host: '127.0.0.1',
            port,
            path,
            method: method ?? (body === undefined ? 'GET' : 'POST'),
            headers: { authorization: `Bearer ${secret.text}`, ...headers },
            agent: false
          },
          (response) => {
            let text = ''
            response.on('data', (data: Buffer) => {
              text += data.toString()
              if (leaveAfter?.test(text)) asked.destroy()
            })
            response.on('error', () => undefined)
            response.on('close', () => {
              resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
            })
          }
        )
        asked.on('error', reject)
        asked.end(sent)
      })
  }
}
