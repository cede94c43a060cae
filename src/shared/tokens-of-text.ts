import type { Role } from './cost.ts'
import { readReading, type ReadToken, type TokenReading } from './token-reading.ts'

/** Below this a token is a surprise; from `LIKELY` on none is worth a mark, so that the eye finds the rest. */
export const [UNLIKELY, LIKELY] = [0.1, 0.9]

/** A token of a text with what each model that read it made of it. */
export interface TokenOfText {
  readonly text: string
  /** Place of its first character. */
  readonly at: number
  /** Of the tokens that cover its first character; the first is the one by which it is marked. Empty where none is known. */
  readonly readings: readonly { readonly by: Role; readonly probability: number | null }[]
}

/** Whose reading a text has, and what the target made of it, where it is a draft. */
export interface ReadText {
  readonly text: string
  readonly own: { readonly by: Role; readonly reading: TokenReading | null }
  readonly judged: TokenReading | null
}

/**
 * A text token by token, marked by the target's reading of a draft, else by its author's. It is divided as the model that
 * marks it reads it; the other one may read it in other tokens, of which the one that covers the beginning is told. Without
 * any reading it is one piece.
 */
export function tokensOfText({ text, own, judged }: ReadText): TokenOfText[] {
  const byOwn = { by: own.by, tokens: own.reading === null ? [] : readReading(own.reading) }
  const byTarget = { by: 'target' as const, tokens: judged === null ? [] : readReading(judged) }
  const known = [byTarget, byOwn].filter(({ tokens }) => tokens.length > 0)
  const tokens: TokenOfText[] = []
  let at = 0
  for (const { characters } of known[0]?.tokens ?? []) {
    if (characters === 0) continue
    const place = at
    const readings = known.map(({ by, tokens: read }) => ({
      by,
      probability: probabilityAt(read, place)
    }))
    tokens.push({ text: text.slice(at, at + characters), at, readings })
    at += characters
  }
  return at < text.length ? [...tokens, { text: text.slice(at), at, readings: [] }] : tokens
}

function probabilityAt(tokens: readonly ReadToken[], place: number): number | null {
  let end = 0
  return tokens.find(({ characters }) => (end += characters) > place)?.probability ?? null
}

/** Two digits, and a third where a percent says too little. */
export function tokenPercent(probability: number): string {
  const percent = probability * 100
  return `${percent < 1 || percent > 99 ? percent.toFixed(1) : percent.toFixed(0)} %`
}
