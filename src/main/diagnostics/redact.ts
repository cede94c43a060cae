/** What must not leave the machine in a file that a person sends to somebody. */
export interface Secrets {
  /** The person's home folder: it holds their name. */
  readonly home: string
  /** Tokens that are known, such as the hub's. */
  readonly tokens: readonly string[]
  /** Texts of problems; empty where they are wanted. */
  readonly problems: readonly string[]
}

/** Shorter ones would take away words of every day. */
const SHORTEST_PROBLEM = 6

/** Anything that looks like a key, wherever it came from. */
const KEYS: readonly RegExp[] = [
  /\bhf_[A-Za-z0-9]{6,}/g,
  /(?<=\bbearer\s+)[\w.~+/-]+=*/gi,
  /(?<=[?&][\w-]*(?:token|key|signature|credential|secret)[\w-]*=)[^&\s"']+/gi
]

/** A text without home folder, tokens and, unless wanted, problems. */
export function redact(text: string, { home, tokens, problems }: Secrets): string {
  const known = [
    ...problems
      .filter((problem) => problem.length >= SHORTEST_PROBLEM)
      .map((problem) => [problem, '[problem]'] as const),
    ...tokens.filter(Boolean).map((token) => [token, '[token]'] as const),
    ...(home.length > 1 ? [[home, '~'] as const] : [])
  ]
  // A longer text first: another may be a part of it.
  known.sort(([a], [b]) => b.length - a.length)
  const without = known.reduce((all, [from, to]) => all.replaceAll(from, to), text)
  return KEYS.reduce((all, key) => all.replaceAll(key, '[token]'), without)
}

/** The same for every text within a value. */
export function redactAll(value: unknown, secrets: Secrets): unknown {
  if (typeof value === 'string') return redact(value, secrets)
  if (Array.isArray(value)) return value.map((one) => redactAll(one, secrets))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, redactAll(one, secrets)])
  )
}
