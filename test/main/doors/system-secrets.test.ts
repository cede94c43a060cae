import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** Electron's own program is not at hand: a store that turns bytes around stands in for the system's. */
const system = vi.hoisted(() => ({ available: true, backend: 'gnome_libsecret' }))
const turned = (bytes: Buffer) => Buffer.from(bytes.map((byte) => 255 - byte))
vi.mock('electron', () => ({
  safeStorage: {
    isEncryptionAvailable: () => system.available,
    getSelectedStorageBackend: () => system.backend,
    encryptString: (text: string) => turned(Buffer.from(text)),
    decryptString: (sealed: Buffer) => {
      const text = turned(sealed).toString()
      if (!text.startsWith('hf_')) throw new Error('Error while decrypting the ciphertext')
      return text
    }
  }
}))

const { hubToken } = await import('../../../src/main/models/secret-store.ts')
const { systemSecretStore } = await import('../../../src/main/doors/window/system-secrets.ts')

let path: string
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'tandem-sealed-')), 'hub-token.sealed')
  Object.assign(system, { available: true, backend: 'gnome_libsecret' })
})
afterEach(() => rmSync(join(path, '..'), { recursive: true }))

test('keeps the token sealed, and gives it back', () => {
  const store = systemSecretStore(path)!
  expect(store.get()).toBeNull()
  store.set(' hf_mine ')
  expect(readFileSync(path).toString()).not.toContain('hf_mine')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(systemSecretStore(path)?.get()).toBe('hf_mine')
  store.set(null)
  expect(store.get()).toBeNull()
})

test('takes the token of the environment first', () => {
  const store = hubToken(systemSecretStore(path)!, { HF_TOKEN: 'hf_given' })
  store.set('hf_kept')
  expect(store.get()).toBe('hf_given')
})

test('has no token where it was sealed for somebody else', () => {
  writeFileSync(path, 'sealed elsewhere')
  expect(systemSecretStore(path)?.get()).toBeNull()
})

test('is no store where the system would only obscure the token', () => {
  system.available = false
  expect(systemSecretStore(path)).toBeNull()
  Object.assign(system, { available: true, backend: 'basic_text' })
  expect(systemSecretStore(path) === null).toBe(process.platform === 'linux')
})
