/**
 * The key for a server, from the environment: of `TANDEM_API_KEY_127_0_0_1_8080` for that host and port, else of
 * `TANDEM_API_KEY`. A key is read where a request is made, and is nowhere else: in no run, log, export or argument list.
 */
export function apiKeyFor(
  url: string,
  env: Readonly<Record<string, string | undefined>> = process.env
): string | null {
  return env[keyVariableOf(url)]?.trim() || env.TANDEM_API_KEY?.trim() || null
}

/** The environment variable that holds the key of one server alone. */
export function keyVariableOf(url: string): string {
  const { host } = new URL(url)
  return `TANDEM_API_KEY_${host.replace(/[^a-z0-9]+/gi, '_').toUpperCase()}`
}
