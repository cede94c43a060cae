import type { Role } from '../../../shared/cost.ts'
import type { TokenReading } from '../../../shared/token-reading.ts'
import { LIKELY, tokenPercent, tokensOfText, UNLIKELY } from '../../../shared/tokens-of-text.ts'
import { inLanguage } from '../../lib/figures.ts'
import { t } from '../../words/t.ts'

/** How a token is marked by its probability. */
export const TOKEN_MARKS = [
  {
    below: UNLIKELY,
    look: 'bg-bad-soft text-bad-ink underline decoration-2 decoration-bad',
    name: 'tokens.below10'
  },
  {
    below: 0.5,
    look: 'bg-warn-soft text-warn-ink underline decoration-dotted decoration-warn',
    name: 'tokens.10to50'
  },
  {
    below: LIKELY,
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
  /** By which it is marked; null where that is not known. */
  readonly probability: number | null
  /** "target 12 %, draft 98 %". */
  readonly words: string
}

/** A text token by token, each with its mark and its words. */
export function shownTokens(
  text: string,
  own: { readonly by: Role; readonly reading: TokenReading | null },
  judged: TokenReading | null
): ShownToken[] {
  return tokensOfText({ text, own, judged }).map(({ readings, ...token }) => ({
    ...token,
    probability: readings[0]?.probability ?? null,
    words: readings.map(({ by, probability }) => probabilityText(by, probability)).join(', ')
  }))
}

function probabilityText(by: Role, probability: number | null): string {
  if (probability === null) return t('tokens.probability.unknown', { by })
  return t('tokens.probability', { by, probability: inLanguage(tokenPercent(probability)) })
}
