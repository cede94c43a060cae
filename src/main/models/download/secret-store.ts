import { chmodSync, readFileSync, rmSync } from 'node:fs'
import { replaceFile } from '../records.ts'

/** Where the hub's token is kept: the system's secret store where the door has one. */
export interface SecretStore {
  get(): string | null
  set(token: string | null): void
}

/** The token of the environment, or else one in a file that only its owner can read. */
export function fileSecretStore(
  path: string,
  env: Readonly<Record<string, string | undefined>>
): SecretStore {
  return {
    get() {
      const given = env.HF_TOKEN?.trim()
      if (given !== undefined && given !== '') return given
      try {
        const kept = readFileSync(path, 'utf8').trim()
        return kept === '' ? null : kept
      } catch {
        return null
      }
    },
    set(token) {
      if (token === null) {
        rmSync(path, { force: true })
        return
      }
      replaceFile(path, `${token.trim()}\n`, 0o600)
      chmodSync(path, 0o600)
    }
  }
}
