import { generate } from 'selfsigned'

const DAY = 24 * 60 * 60_000

/** Who signs certificates, and nobody trusts unless told. */
export interface Authority {
  readonly key: string
  readonly cert: string
}

export async function authority(): Promise<Authority> {
  const made = await generate([{ name: 'commonName', value: 'An authority of its own' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true }
    ]
  })
  return { key: made.private, cert: made.cert }
}

/** A certificate of a server. @param expired whether it was valid once */
export async function certificate(
  ca: Authority,
  { name, expired = false }: { readonly name: string; readonly expired?: boolean }
): Promise<Authority> {
  const now = Date.now()
  const isAddress = /^[\d.]+$/.test(name)
  const made = await generate([{ name: 'commonName', value: name }], {
    ca,
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 3 * DAY),
    notAfterDate: new Date(expired ? now - DAY : now + DAY),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [isAddress ? { type: 7, ip: name } : { type: 2, value: name }]
      }
    ]
  })
  return { key: made.private, cert: made.cert }
}
