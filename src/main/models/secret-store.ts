import { chmodSync, rmSync } from 'node:fs'
import { readSmallFile } from '../read-small-file.ts'
import { replaceFile } from '../replace-file.ts'
import { asUserError, isAbsent } from '../system-errors.ts'

/** Where a secret is kept: the system's secret store where the door has one. */
export interface SecretStore {
  get(): string | null
  set(secret: string | null): void
}

/** Keys of hundreds of servers have fewer. */
const MOST_BYTES = 2 ** 20

/** A secret in a file that only its owner can read. */
export function fileSecretStore(path: string): SecretStore {
  function read(): string | null {
    const kept = readSmallFile(path, MOST_BYTES).trim()
    return kept === '' ? null : kept
  }
  return {
    get() {
      try {
        return read()
      } catch {
        return null
      }
    },
    set(secret) {
      if (secret === null) {
        rmSync(path, { force: true })
        return
      }
      requireReadable(read)
      replaceFile(path, `${secret.trim()}\n`, 0o600)
      chmodSync(path, 0o600)
    }
  }
}

/** What is there but cannot be read now, such as where too many files are open, is not replaced: it may hold more. */
function requireReadable(read: () => unknown): void {
  try {
    read()
  } catch (error) {
    if (!isAbsent(error)) throw asUserError(error) ?? error
  }
}

/** The hub's token: that of the environment goes before the one that is kept. */
export function hubToken(
  kept: SecretStore,
  env: Readonly<Record<string, string | undefined>>
): SecretStore {
  return { ...kept, get: () => env.HF_TOKEN?.trim() || kept.get() }
}
