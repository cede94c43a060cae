import { rmSync, readFileSync } from 'node:fs'
import { safeStorage } from 'electron'
import type { SecretStore } from '../../models/secret-store.ts'
import { replaceFile } from '../../replace-file.ts'

/**
 * A secret, sealed with the key that the system keeps for this app: Keychain, DPAPI, or a keyring. The app must be
 * ready. Null where the system has no such key: Electron would then only obscure the secret, and a file that its owner
 * alone can read says honestly what it is.
 *
 * @param path of the sealed secret
 */
export function systemSecretStore(path: string): SecretStore | null {
  const obscured =
    process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
  if (!safeStorage.isEncryptionAvailable() || obscured) return null
  return {
    get() {
      try {
        return safeStorage.decryptString(readFileSync(path))
      } catch {
        // Not there, or sealed by another user or on another machine: as good as none.
        return null
      }
    },
    set(secret) {
      if (secret === null) rmSync(path, { force: true })
      else replaceFile(path, safeStorage.encryptString(secret.trim()), 0o600)
    }
  }
}
