import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileSecretStore, type SecretStore } from '../../../src/main/models/secret-store.ts'
import { createServerKeys } from '../../../src/main/models/server-keys.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

const HERE = { url: 'http://127.0.0.1:8080' }
const THERE = { url: 'https://gpu.example.org' }

/** What the system would seal. */
function memoryStore(): SecretStore {
  let secret: string | null = null
  return {
    get: () => secret,
    set: (text) => {
      secret = text
    }
  }
}

test('keeps each key for its address, in a file that its owner alone can read', () => {
  const path = join(temporaryFolder(), 'server-keys')
  const keys = createServerKeys({ sealed: null, filed: fileSecretStore(path) })
  expect(keys.of([HERE])).toEqual([])
  keys.keep(HERE.url, 'one')
  keys.keep(THERE.url, 'two')
  keys.keep(HERE.url, 'three')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(keys.of([HERE])).toEqual([{ ...HERE, key: 'three' }])
  // Not for the same host over another scheme, which would show it to everybody on the way.
  expect(keys.of([{ url: 'http://gpu.example.org' }])).toEqual([])
  keys.keep(HERE.url, null)
  expect(keys.list()).toEqual([{ ...THERE, key: 'two' }])
})

test('seals what is kept where the system can, and reads what another door could only file', () => {
  const path = join(temporaryFolder(), 'server-keys')
  const filed = fileSecretStore(path)
  createServerKeys({ sealed: null, filed }).keep(HERE.url, 'filed')
  const keys = createServerKeys({ sealed: memoryStore(), filed })
  expect(keys.isSealed).toBe(true)
  expect(keys.of([HERE])).toEqual([{ ...HERE, key: 'filed' }])
  keys.keep(THERE.url, 'sealed')
  expect(readFileSync(path, 'utf8')).not.toContain('sealed')
  keys.keep(HERE.url, 'sealed too')
  expect(filed.get()).toBeNull()
  expect(keys.of([HERE, THERE]).map(({ key }) => key)).toEqual(['sealed', 'sealed too'])
})

test('has no key where the file is no list of keys', () => {
  const path = join(temporaryFolder(), 'server-keys')
  writeFileSync(path, 'not one')
  const keys = createServerKeys({ sealed: null, filed: fileSecretStore(path) })
  expect(keys.list()).toEqual([])
  // It may be what is left of many.
  expect(() => keys.keep(HERE.url, 'one')).toThrow('cannot be read')
  expect(readFileSync(path, 'utf8')).toBe('not one')
})

test('keeps what only a later version knows, and every key beside it', () => {
  const path = join(temporaryFolder(), 'server-keys')
  const later = { url: 'https://later.example', key: 'x', scheme: 'basic' }
  const known = { ...THERE, key: 'two' }
  writeFileSync(path, JSON.stringify({ version: 9, keys: [later, known] }))
  const keys = createServerKeys({ sealed: null, filed: fileSecretStore(path) })
  expect(keys.list()).toEqual([known])
  keys.keep(HERE.url, 'one')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    version: 9,
    keys: [later, known, { ...HERE, key: 'one' }]
  })
})

test('replaces no file that it cannot read', () => {
  const path = join(temporaryFolder(), 'server-keys')
  const opened = mkdirSync(path, { recursive: true })
  expect(opened).toBe(path)
  const keys = createServerKeys({ sealed: null, filed: fileSecretStore(path) })
  expect(keys.list()).toEqual([])
  expect(() => keys.keep(HERE.url, 'one')).toThrow('is a folder')
})
