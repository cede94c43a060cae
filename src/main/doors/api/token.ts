import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { IN_DATA } from '../../data-directory.ts'
import { readSmallFile } from '../../read-small-file.ts'
import { replaceFile } from '../../replace-file.ts'
import { isAbsent } from '../../system-errors.ts'
import { UserError } from '../../user-error.ts'
import { Secret } from '../web/secret.ts'

/** Long enough not to be guessed, and nothing that a header cannot carry. */
const TOKEN = /^[\w-]{32,200}$/
const MOST_BYTES = 4096

/** Where the token of the API is kept, for its owner alone. */
export function tokenFile(data: string): string {
  return join(data, IN_DATA.apiToken)
}

/**
 * The token that clients show. It stays the same from one start to the next, so that they need not be told anew.
 *
 * @throws UserError where the file has something else in it.
 */
export function readToken(data: string): Secret {
  const path = tokenFile(data)
  let kept: string
  try {
    kept = readSmallFile(path, MOST_BYTES).trim()
  } catch (error) {
    if (isAbsent(error)) return renewToken(data)
    throw error
  }
  if (TOKEN.test(kept)) return new Secret(kept)
  throw new UserError(`${path} has no token in it.`, 'Make another with: tandem serve --new-token')
}

/** Makes another token; the one before opens nothing from the next start on. */
export function renewToken(data: string): Secret {
  const token = new Secret()
  const path = tokenFile(data)
  replaceFile(path, `${token.text}\n`, 0o600)
  chmodSync(path, 0o600)
  return token
}
