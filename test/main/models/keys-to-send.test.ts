import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keyVariableOf } from '../../../src/inference/backends/server/api-key.ts'
import { keysToSend } from '../../../src/main/models/keys-to-send.ts'
import { fileSecretStore } from '../../../src/main/models/secret-store.ts'
import { createServerKeys } from '../../../src/main/models/server-keys.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

const HYPHEN = { url: 'https://gpu-a.example/v1' }
const DOT = { url: 'https://gpu.a.example/v1' }
const UNDERSCORE = { url: 'https://gpu_a.example/v1' }
/** What an earlier version read for all three. */
const ENV = { TANDEM_API_KEY_GPU_A_EXAMPLE: ' secret ' }

function known(...added: readonly { readonly url: string }[]) {
  const filed = fileSecretStore(join(temporaryFolder(), 'server-keys'))
  const source = ({ url }: { readonly url: string }) => ({ source: { url } })
  return {
    servers: { list: () => added.map(source) as never },
    serverKeys: createServerKeys({ sealed: null, filed })
  }
}

test('each server has a variable that is no other’s', () => {
  const hosts = [
    ...['gpu.a.example', 'gpu-a.example', 'gpu_a.example', 'gpu--a.example', 'gpu-a-example'],
    ...['gpu.a-.example', 'gpu.a.-example', 'gpu.a--example', 'gpu.a..example', 'gpu-.a.example'],
    ...['gpu:8080', 'gpu-8080', 'gpu_8080', 'gpu-2d8080', 'gpu:2080', 'gpu.-8080', 'gpu___8080'],
    ...['[::1]:8080', '[::1:8080]', '1.8080.example', '127.0.0.1', '127.0.0.1:8080', '127-0-0-1'],
    ...['xn--bcher-kva.example', 'xn.bcher.kva.example', 'xn-bcher--kva.example']
  ]
  const names = hosts.map((host) => keyVariableOf(`http://${host}/v1`))
  expect(new Set(names).size).toBe(hosts.length)
  for (const name of names) expect(name).toMatch(/^TANDEM_API_KEY_[A-Z0-9_]+$/)
})

test('a host of dots and a port keeps the variable that it had', () => {
  expect(keyVariableOf(DOT.url)).toBe('TANDEM_API_KEY_GPU_A_EXAMPLE')
  expect(keyVariableOf('http://127.0.0.1:8080/v1')).toBe('TANDEM_API_KEY_127_0_0_1_8080')
  expect(keyVariableOf(HYPHEN.url)).toBe('TANDEM_API_KEY_GPU__A_EXAMPLE')
})

test('a variable that was set for an earlier version still holds, before the key that is kept', () => {
  const context = known(HYPHEN)
  context.serverKeys.keep(HYPHEN.url, 'kept')
  expect(keysToSend([HYPHEN], context, ENV)[0]).toEqual({ ...HYPHEN, key: 'secret' })
  expect(keysToSend([HYPHEN], context, {})).toEqual([{ ...HYPHEN, key: 'kept' }])
})

test('no server gets the key of another whose name was the same then', () => {
  expect(keysToSend([HYPHEN], known(HYPHEN, DOT), ENV)).toEqual([])
  expect(keysToSend([HYPHEN], known(UNDERSCORE), ENV)).toEqual([])
  // Named on the line, and added nowhere.
  expect(keysToSend([HYPHEN, DOT], known(), ENV)).toEqual([])
  // Another model on the same server shares nothing with anybody.
  const other = { url: 'https://gpu-a.example/other' }
  expect(keysToSend([HYPHEN], known(HYPHEN, other), ENV)).toEqual([{ ...HYPHEN, key: 'secret' }])
})
