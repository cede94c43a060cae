import { rmSync, readFileSync } from 'node:fs'
import { safeStorage } from 'electron'
import type { SecretStore } from '../../models/download/secret-store.ts'
import { replaceFile } from '../../models/records.ts'

/**
 * The hub's token, sealed with the key that the system keeps for this app: Keychain, DPAPI, or a keyring. The app must
 * be ready. Null where the system has no such key: Electron would then only obscure the token, and a file that its
 * owner alone can read says honestly what it is.
 *
 * @param path of the sealed token
 * @param env `HF_TOKEN` goes before what is kept
 */
export function systemSecretStore(
  path: string,
  env: Readonly<Record<string, string | undefined>>
): SecretStore | null {
  const obscured =
    process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
  if (!safeStorage.isEncryptionAvailable() || obscured) return null
  return {
    get() {
      const given = env.HF_TOKEN?.trim()
      if (given !== undefined && given !== '') return given
      try {
        return safeStorage.decryptString(readFileSync(path))
      } catch {
        // Not there, or sealed by another user or on another machine: as good as none.
        return null
      }
    },
    set(token) {
      if (token === null) rmSync(path, { force: true })
      else replaceFile(path, safeStorage.encryptString(token.trim()), 0o600)
    }
  }
}
