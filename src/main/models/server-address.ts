import type { ServerSource } from '../../shared/model-source.ts'
import { UserError } from '../user-error.ts'

const FORM = 'Write it as http://HOST:PORT/v1#MODEL; /v1 and #MODEL may be left out.'

/** Longer than the address of any server, and than the name of any model. */
const MOST_CHARACTERS = 2000
/** Of an address that is none, as much as tells which one it was. */
const TOLD_CHARACTERS = 80
/** What a parser of addresses drops without a word, and what shows another address than there is. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u
/** Up to the last "@" before the path: names and passwords, whatever is in them. */
const CREDENTIALS = /(?<=\/\/)[^/?#]*@/

/** Whether somebody means a server: whatever begins like an address of the web. */
export function isServerAddress(text: string): boolean {
  return /^https?:/i.test(text.trim())
}

/**
 * The model on a server that an address means: `http(s)://host[:port][/path][/v1][#model]`.
 *
 * @param parameters number of weights, where a person says it
 * @throws UserError with what is wrong with it, without what may be a password in it
 */
export function parseServerAddress(text: string, parameters: number | null = null): ServerSource {
  const address = text.trim()
  if (address.length > MOST_CHARACTERS) {
    throw new UserError(
      `The address of a server has at most ${MOST_CHARACTERS} characters, and this one ${address.length}.`,
      FORM
    )
  }
  if (UNSEEN.test(address)) {
    throw new UserError('The address has a space or an invisible sign in it.', FORM)
  }
  if (CREDENTIALS.test(address)) {
    throw new UserError(
      'A key or a password in an address would be kept with every run.',
      'Leave it out, and put the key into the environment variable TANDEM_API_KEY.'
    )
  }
  const url = URL.parse(address)
  if (url === null || !isServerAddress(address) || url.hostname === '') {
    throw new UserError(`"${shortened(address)}" is no address of a server.`, hintFor(address))
  }
  if (url.port === '0') {
    throw new UserError('No server answers at port 0.', PORTS)
  }
  if (url.search !== '') {
    throw new UserError(
      'The address of a server has no part behind a "?".',
      `A key that stands there goes into the environment variable TANDEM_API_KEY. ${FORM}`
    )
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')
  return {
    kind: 'server',
    url: `${url.protocol}//${url.host}${path}`,
    model: nameIn(url.hash),
    parameters
  }
}

const PORTS = 'Ports go from 1 to 65535.'

function hintFor(address: string): string {
  if (/^https?:\/\/\[[^\]]*%/i.test(address)) {
    return 'An address with a zone, as "%eth0", is not understood: write it without, or use a name.'
  }
  return /:\d{5,}(?=$|[/?#])/.test(address) ? PORTS : FORM
}

/** Behind a "?" may be a key. */
function shortened(address: string): string {
  const [told = ''] = address.split('?', 1)
  return told.length > TOLD_CHARACTERS ? `${told.slice(0, TOLD_CHARACTERS)}…` : told
}

function nameIn(hash: string): string | null {
  try {
    return decodeURIComponent(hash.slice(1)) || null
  } catch {
    throw new UserError(
      'The name of the model behind "#" cannot be read: a "%" in it is written as "%25".',
      FORM
    )
  }
}
