import type { Role } from '../../../shared/cost.ts'
import { readReading, type ReadToken, type TokenReading } from '../../../shared/token-reading.ts'
import { inLanguage } from '../../lib/figures.ts'
import { t } from '../../words/t.ts'

/** How a token is marked by its probability: what is likely stays unmarked, so that the eye finds the rest. */
export const TOKEN_MARKS = [
  {
    below: 0.1,
    look: 'bg-bad-soft text-bad-ink underline decoration-2 decoration-bad',
    name: 'tokens.below10'
  },
  {
    below: 0.5,
    look: 'bg-warn-soft text-warn-ink underline decoration-dotted decoration-warn',
    name: 'tokens.10to50'
  },
  {
    below: 0.9,
    look: 'bg-sunken underline decoration-dotted decoration-line-strong',
    name: 'tokens.50to90'
  }
] as const

export function markOf(probability: number): string {
  return TOKEN_MARKS.find(({ below }) => probability < below)?.look ?? ''
}

/** A token of a text as it is shown: what each model that read it made of it. */
export interface ShownToken {
  readonly text: string
  /** Place of its first character. */
  readonly at: number
  /** By which it is marked: the target's of a draft, else its author's; null where neither is known. */
  readonly probability: number | null
  /** "target 12 %, draft 98 %", of the tokens that cover its first character. */
  readonly words: string
}

/**
 * A text token by token. It is divided as the model that marks it reads it; the other one may read it in other tokens,
 * of which the one that covers the beginning is told. Without any reading it is one piece.
 */
export function shownTokens(
  text: string,
  own: { readonly by: Role; readonly reading: TokenReading | null },
  judged: TokenReading | null
): ShownToken[] {
  const byOwn = { by: own.by, tokens: own.reading === null ? [] : readReading(own.reading) }
  const byTarget = { by: 'target' as const, tokens: judged === null ? [] : readReading(judged) }
  const readings = [byTarget, byOwn].filter(({ tokens }) => tokens.length > 0)
  const [marking] = readings
  if (marking === undefined)
    return text === '' ? [] : [{ text, at: 0, probability: null, words: '' }]
  const shown: ShownToken[] = []
  let at = 0
  for (const { characters, probability } of marking.tokens) {
    if (characters === 0) continue
    const words = readings
      .map(({ by, tokens }) => probabilityText(by, tokenAt(tokens, at)?.probability ?? null))
      .join(', ')
    shown.push({ text: text.slice(at, at + characters), at, probability, words })
    at += characters
  }
  return at < text.length
    ? [...shown, { text: text.slice(at), at, probability: null, words: '' }]
    : shown
}

function tokenAt(tokens: readonly ReadToken[], place: number): ReadToken | null {
  let end = 0
  return tokens.find(({ characters }) => (end += characters) > place) ?? null
}

/** Two digits, and a third where a percent says too little. */
function probabilityText(by: Role, probability: number | null): string {
  if (probability === null) return t('tokens.probability.unknown', { by })
  const percent = probability * 100
  const figure = `${percent < 1 || percent > 99 ? percent.toFixed(1) : percent.toFixed(0)} %`
  return t('tokens.probability', { by, probability: inLanguage(figure) })
}
