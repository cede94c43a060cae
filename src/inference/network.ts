import * as http from 'node:http'
import * as tls from 'node:tls'

let prepared = false

/** Nobody else can reach a server on this machine for it. */
const HERE = ['localhost', '127.0.0.1', '[::1]']

/**
 * Makes requests go the way that everything else on this machine goes: through the proxy of `HTTPS_PROXY` (and its kin,
 * `NO_PROXY` included), trusting also the certificates that the system trusts, as a firm's own. Called before the first
 * request and never earlier: a program that asks for nothing needs neither.
 */
export function prepareNetwork(): void {
  if (prepared) return
  prepared = true
  // Both are younger than the oldest Node that runs the rest.
  if ('setGlobalProxyFromEnv' in http) http.setGlobalProxyFromEnv(withoutProxyHere(process.env))
  if ('setDefaultCACertificates' in tls) {
    tls.setDefaultCACertificates([
      ...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])
    ])
  }
}

function withoutProxyHere(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const direct = [env.no_proxy || env.NO_PROXY, ...HERE].filter(Boolean).join(',')
  return { ...env, NO_PROXY: direct, no_proxy: direct }
}

/**
 * What stands in between on the way to a server: " through the proxy http://firm:3128 (HTTPS_PROXY)", or nothing. Name
 * and password of the proxy are left out.
 */
export function throughProxy({ protocol, hostname }: URL, env = process.env): string {
  const variable = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const proxy = env[variable.toLowerCase()] || env[variable]
  if (!proxy || !URL.canParse(proxy)) return ''
  const direct = (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter(Boolean)
  const isPassed =
    HERE.includes(hostname) || direct.some((name) => name === '*' || isOrEndsWith(hostname, name))
  const { protocol: how, host } = new URL(proxy)
  return isPassed ? '' : ` through the proxy ${how}//${host} (${variable})`
}

function isOrEndsWith(hostname: string, name: string): boolean {
  const bare = name.replace(/^\*?\./, '').replace(/:\d+$/, '')
  return hostname === bare || hostname.endsWith(`.${bare}`)
}

/** What to do about the answer of a proxy. */
const PROXY_HINTS: Readonly<Record<string, string>> = {
  '403': ': it does not let you there',
  '407': ': it wants a name and a password, as http://NAME:PASSWORD@HOST:PORT'
}

/** Why a connection failed, as far as the system says it: " (ECONNREFUSED)", or nothing. */
export function causeOfFailure(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const refused = /^Proxy response \((\d{3})\)/.exec(at.message)?.[1]
    if (at.message === 'bad port') return BLOCKED_PORT
    if (refused !== undefined) return ` (the proxy answers ${refused}${PROXY_HINTS[refused] ?? ''})`
    if ('code' in at && typeof at.code === 'string' && /^[A-Z0-9_]+$/.test(at.code)) {
      const { code } = at
      const hint = HINTS.find(([pattern]) => pattern.test(code))?.[1]
      return ` (${code}${hint === undefined ? '' : `: ${hint}`})`
    }
  }
  return ''
}

/** Of ports that belong to other protocols, such as 6000 and 6667, every browser keeps away, and so does `fetch`. */
const BLOCKED_PORT =
  ': its port belongs to another protocol, and is not asked; let it listen at another'

/** What to do about a refused connection, by its code; the first that fits. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH/, 'it does not speak TLS there; is its address http://?'],
  [/CERT_HAS_EXPIRED/, 'its certificate has expired, and whoever runs it has to renew it'],
  [/CERT_NOT_YET_VALID/, 'its certificate is not valid yet; is the clock of this machine right?'],
  [/ALTNAME/, 'its certificate is for another name; use the name that it is for'],
  [
    /CERT|SELF_SIGNED|ISSUER|VERIFY/,
    'its certificate is not trusted; let the system trust who signed it, or name that with NODE_EXTRA_CA_CERTS=/path/to/ca.pem before Tandem is started'
  ]
]
