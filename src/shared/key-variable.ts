/** The environment variable of the key for all servers; a server's own has its host and port behind it. */
export const KEY_VARIABLE = 'TANDEM_API_KEY'

export function isKeyVariable(name: string): boolean {
  return name === KEY_VARIABLE || name.startsWith(`${KEY_VARIABLE}_`)
}

/** A dot or a colon, or hyphens, between letters and digits; and whatever else is in a host, a character at a time. */
const SIGNS = /(?<=[a-z0-9])(?:([.:])|(-+))(?=[a-z0-9])|[^a-z0-9]/g

/**
 * The environment variable of the key of one server alone, which no other has: for `gpu.example:8080` it ends in
 * `GPU_EXAMPLE_8080`, for `gpu-a.example` in `GPU__A_EXAMPLE`. Three underscores begin a rare sign, by its number.
 *
 * @param host with its port, as a URL has it: in small letters
 */
export function keyVariableOfHost(host: string): string {
  const written = host.replace(SIGNS, (sign: string, dot?: string, hyphens?: string) => {
    if (dot !== undefined) return '_'
    if (hyphens !== undefined) return '__'.repeat(hyphens.length)
    return `___${sign.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `${KEY_VARIABLE}_${written.toUpperCase()}`
}

/** What earlier versions called it, where one name could mean several servers. */
export function earlierKeyVariableOfHost(host: string): string {
  return `${KEY_VARIABLE}_${host.replace(/[^a-z0-9]+/gi, '_').toUpperCase()}`
}
