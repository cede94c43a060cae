import { functionNames } from './function-names.ts'
import type { Token } from './tokens.ts'

const greek = new Set(
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar'.split(
    ' '
  )
)

const infinities = new Set(['infty', 'infinity', 'Infinity', 'inf', 'oo'])

const known = [
  ...functionNames.keys(),
  ...greek,
  ...infinities,
  'pi',
  'mod',
  'sum',
  'prod',
  'Rational',
  'Fraction'
]
const longestKnown = Math.max(...known.map((name) => name.length))
const knownNames = new Set(known.filter((name) => name.length > 1))

/** Short English words that would otherwise read as products of letters. */
const english = new Set(
  'yes no true false none odd even all the and or if is are not for per any has have than then when where with only both neither nor its every each such that'.split(
    ' '
  )
)

export function isGreek(name: string): boolean {
  return greek.has(name)
}

export function isInfinity(name: string): boolean {
  return infinities.has(name)
}

/**
 * A run of letters as mathematics: `xsinx` is x · sin x, `ab` is a · b. Null when it reads as prose, which is when
 * four letters in a row make no known name.
 */
export function splitWord(token: Token): readonly Token[] | null {
  const { text } = token
  if (text.length === 1 && text <= 'z') return [token]
  if (/\p{Script=Han}/u.test(text)) return null
  if (text.length === 1) return [token]
  if (english.has(text.toLowerCase())) return null
  const parts: Token[] = []
  let letters = 0
  for (let at = 0; at < text.length;) {
    const name = longestNameAt(text, at)
    const space = at === 0 && token.space
    if (name === null) {
      if (++letters > 3) return null
      parts.push({ kind: 'word', text: text[at] ?? '', space })
      at++
    } else {
      // Two-letter names hide in prose (`mu` in `must`); they do not make a run mathematical.
      letters = name.length > 2 ? 0 : letters
      parts.push({ kind: 'command', text: name, space })
      at += name.length
    }
  }
  return parts
}

/** `oo`, `xi` or `eta` inside a longer run are letters of it. */
function standsAlone(name: string): boolean {
  return (
    ['oo', 'inf', 'tg', 'lg', 'sen', 'cis'].includes(name) || (greek.has(name) && name.length < 4)
  )
}

function longestNameAt(text: string, at: number): string | null {
  for (let length = Math.min(longestKnown, text.length - at); length > 1; length--) {
    const name = text.slice(at, at + length)
    if (knownNames.has(name) && (length === text.length || !standsAlone(name))) return name
  }
  return null
}

/** Is this run of letters prose and not mathematics? */
export function isProse(token: Token): boolean {
  return token.kind === 'word' && splitWord(token) === null
}
