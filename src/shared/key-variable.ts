/** The environment variable of the key for all servers; a server's own has its host and port behind it. */
export const KEY_VARIABLE = 'TANDEM_API_KEY'

export function isKeyVariable(name: string): boolean {
  return name === KEY_VARIABLE || name.startsWith(`${KEY_VARIABLE}_`)
}
