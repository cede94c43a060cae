import { KEY_VARIABLE, keyVariableOfHost } from '../../../shared/key-variable.ts'
import type { ServerKey } from '../../../shared/inference-messages.ts'

/**
 * The key for a server: of `TANDEM_API_KEY_127_0_0_1_8080` in the environment for that host and port, else the one that came
 * with the request, else of `TANDEM_API_KEY`. A key is read where a request is made, and is nowhere else: in no run,
 * log, export or argument list.
 */
export function apiKeyFor(
  url: string,
  {
    kept = [],
    env = process.env
  }: {
    readonly kept?: readonly ServerKey[]
    readonly env?: Readonly<Record<string, string | undefined>>
  } = {}
): string | null {
  const own = env[keyVariableOf(url)]?.trim()
  return own || kept.find((one) => one.url === url)?.key || env[KEY_VARIABLE]?.trim() || null
}

/** The environment variable that holds the key of the server at an address, and of no other. */
export function keyVariableOf(url: string): string {
  return keyVariableOfHost(new URL(url).host)
}
