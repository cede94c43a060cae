import * as http from 'node:http'
import * as tls from 'node:tls'

let prepared = false

/**
 * Makes requests go the way that everything else on this machine goes: through the proxy of `HTTPS_PROXY` (and its kin,
 * `NO_PROXY` included), trusting also the certificates that the system trusts, as a firm's own. Called before the first
 * request and never earlier: a program that asks for nothing needs neither.
 */
export function prepareNetwork(): void {
  if (prepared) return
  prepared = true
  // Both are younger than the oldest Node that runs the rest.
  if ('setGlobalProxyFromEnv' in http) http.setGlobalProxyFromEnv()
  if ('setDefaultCACertificates' in tls) {
    tls.setDefaultCACertificates([
      ...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])
    ])
  }
}

/** Why a connection failed, as far as the system says it: " (ECONNREFUSED)", or nothing. */
export function causeOfFailure(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z0-9_]+$/.test(at.code)) {
      const hint = CERTIFICATE.test(at.code)
        ? ': its certificate is not trusted; name the one to trust with NODE_EXTRA_CA_CERTS'
        : ''
      return ` (${at.code}${hint})`
    }
  }
  return ''
}

const CERTIFICATE = /CERT|SELF_SIGNED|ISSUER/
