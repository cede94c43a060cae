import type { ServerSource } from '../../shared/model-source.ts'
import { UserError } from '../user-error.ts'

const FORM = 'Write it as http://HOST:PORT/v1#MODEL; /v1 and #MODEL may be left out.'

/** Whether somebody means a server: whatever begins like an address of the web. */
export function isServerAddress(text: string): boolean {
  return /^https?:/i.test(text.trim())
}

/**
 * The model on a server that an address means: `http(s)://host[:port][/path][/v1][#model]`.
 *
 * @param parameters number of weights, where a person says it
 * @throws UserError with what is wrong with it
 */
export function parseServerAddress(text: string, parameters: number | null = null): ServerSource {
  const url = URL.parse(text.trim())
  if (url === null || !isServerAddress(text) || url.hostname === '') {
    throw new UserError(`"${text}" is no address of a server.`, FORM)
  }
  if (url.username !== '' || url.password !== '') {
    throw new UserError(
      'A key or a password in an address would be kept with every run.',
      'Leave it out, and put the key into the environment variable TANDEM_API_KEY.'
    )
  }
  if (url.search !== '') {
    throw new UserError(`The address of a server has no "${url.search}".`, FORM)
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')
  return {
    kind: 'server',
    url: `${url.protocol}//${url.host}${path}`,
    model: nameIn(url.hash, text),
    parameters
  }
}

function nameIn(hash: string, text: string): string | null {
  try {
    return decodeURIComponent(hash.slice(1)) || null
  } catch {
    throw new UserError(`The name of the model in "${text}" cannot be read.`, FORM)
  }
}
