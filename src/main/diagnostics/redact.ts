/** What must not leave the machine in a file that a person sends to somebody. */
export interface Secrets {
  /** The person's home folder: it holds their name. */
  readonly home: string
  /** Tokens that are known, such as the hub's. */
  readonly tokens: readonly string[]
  /** Texts of problems; none where they are wanted. */
  readonly problems: Iterable<string>
}

/** Shorter lines of a problem would take away words of every day. */
const SHORTEST_LINE = 6

/** Anything that looks like a key, wherever it came from. */
const KEYS: readonly RegExp[] = [
  /\bhf_[A-Za-z0-9]{6,}/g,
  /(?<=\bbearer\s+)[\w.~+/-]+=*/gi,
  /(?<=[?&][\w-]*(?:token|key|signature|credential|secret)[\w-]*=)[^&\s"']+/gi,
  // As environments name them, and as the web door calls its cookie.
  /(?<=\b[A-Z0-9_]*(?:TOKEN|KEY|SECRET|PASSWORD)=)[^\s"']+/g,
  /(?<=\btandem-\d+=)[\w-]+/g
]

/** A value in whose texts there is no home folder, no token and, unless wanted, no line of a problem. */
export function redactAll(value: unknown, { home, tokens, problems }: Secrets): unknown {
  const all = textsOf(value).join('\n')
  const known = [
    ...[...linesOf(problems)]
      .filter((line) => all.includes(line))
      .map((line) => [line, '[problem]'] as const),
    ...tokens.filter(Boolean).map((token) => [token, '[token]'] as const),
    ...(home.length > 1 ? [[home, '~'] as const] : [])
  ]
  // A longer text first: another may be a part of it.
  known.sort(([a], [b]) => b.length - a.length)
  return mapTexts(value, (text) => {
    const without = known.reduce((left, [from, to]) => left.replaceAll(from, to), text)
    return redactKeys(without)
  })
}

/** A text without anything that looks like a key: for whatever is logged. */
export function redactKeys(text: string): string {
  return KEYS.reduce((left, key) => left.replaceAll(key, '[token]'), text)
}

/** A log has a line an entry, so problems are looked for line by line; in messages they may be quoted as in JSON. */
function* linesOf(problems: Iterable<string>): Generator<string> {
  for (const problem of problems) {
    for (const line of problem.split(/\s*\n\s*/)) {
      const text = line.trim()
      if (text.length < SHORTEST_LINE) continue
      yield text
      yield JSON.stringify(text).slice(1, -1)
    }
  }
}

function textsOf(value: unknown): string[] {
  const texts: string[] = []
  mapTexts(value, (text) => {
    texts.push(text)
    return text
  })
  return texts
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]))
}
