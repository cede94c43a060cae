import { z } from 'zod'

/** How probable a model found one token of a text. */
export interface ReadToken {
  /** Characters of the text that the token stands for; 0 where it is only a part of one. */
  readonly characters: number
  readonly probability: number
}

/**
 * How probable a model found each token of a text, in two characters a token: its length in the text, and its
 * probability in 64 steps that are even in log odds, which tells .95 from .99 as well as .01 from .05.
 */
export const tokenReadingSchema = z.object({ lengths: z.string(), levels: z.string() })
export type TokenReading = z.infer<typeof tokenReadingSchema>

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const LAST = ALPHABET.length - 1
/** Log odds of the ends of the scale: a probability of .0006 and of .9994. */
const WIDEST = 7.4

/** The tokens as they are kept. */
export function writeReading(tokens: readonly ReadToken[]): TokenReading {
  return {
    lengths: tokens.map(({ characters }) => lengthText(characters)).join(''),
    levels: tokens.map(({ probability }) => ALPHABET[levelOf(probability)]!).join('')
  }
}

/** The tokens as they were kept; none of what is no reading. */
export function readReading({ lengths, levels }: TokenReading): ReadToken[] {
  const tokens: ReadToken[] = []
  let characters = 0
  for (const digit of lengths) {
    const part = ALPHABET.indexOf(digit)
    characters += part
    if (part === LAST) continue
    const letter = levels[tokens.length]
    const level = letter === undefined ? -1 : ALPHABET.indexOf(letter)
    if (part < 0 || level < 0) return []
    tokens.push({ characters, probability: probabilityOf(level) })
    characters = 0
  }
  return tokens
}

/** A length in base 63: the last letter says that it goes on. */
function lengthText(characters: number): string {
  const whole = Math.floor(characters / LAST)
  return ALPHABET[LAST]!.repeat(whole) + ALPHABET[characters - whole * LAST]!
}

function levelOf(probability: number): number {
  if (probability <= 0) return 0
  if (probability >= 1) return LAST
  const odds = Math.log(probability / (1 - probability))
  return Math.max(0, Math.min(LAST, Math.round(((odds + WIDEST) / (2 * WIDEST)) * LAST)))
}

function probabilityOf(level: number): number {
  return 1 / (1 + Math.exp(WIDEST - (2 * WIDEST * level) / LAST))
}
