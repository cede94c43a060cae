import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileSecretStore, hubToken } from '../../../src/main/models/secret-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-secret-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('keeps a token that only its owner can read', () => {
  const path = join(folder, 'token')
  const store = fileSecretStore(path)
  expect(store.get()).toBeNull()
  store.set(' hf_one ')
  store.set('hf_two')
  expect(fileSecretStore(path).get()).toBe('hf_two')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  store.set(null)
  expect(store.get()).toBeNull()
})

test('takes the token of the environment first', () => {
  const store = hubToken(fileSecretStore(join(folder, 'token')), { HF_TOKEN: 'hf_given' })
  store.set('hf_kept')
  expect(store.get()).toBe('hf_given')
})
