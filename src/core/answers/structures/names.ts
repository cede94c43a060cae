import { type Token, isCommand, isSymbol, spell, splitOutside } from '../notation/tokens.ts'
import { isGreek, isProse } from '../notation/vocabulary.ts'

const subscript = String.raw`(?: _ (?:[\w\\]+|\{ [^{}]* \}))?`
const letter = String.raw`(?:[a-zA-Z]|[A-Z]{2,4}|\\[a-zA-Z]+)(?: ')*${subscript}(?: ')*`
const name = new RegExp(`^${letter}$`)
const inverse = String.raw`(?: \^ (?:\{ - 1 \}|-1|\{ \\prime \}))?`
const namedFunction = new RegExp(
  String.raw`^[fghFGH](?: ')*${subscript}${inverse}(?: ')* [([] .+ [)\]]$`
)
/** Other letters before brackets are products, unless a single letter or number stands inside. */
const otherFunction = new RegExp(String.raw`^[a-zA-Z](?: ')*${subscript} \( [a-zA-Z0-9]+ \)$`)
const segments = /^\\frac \{ [A-Z]{2} \} \{ [A-Z]{2} \}$/
const derivative = /^\\frac \{ d \^? ?.*\} \{ d.*\}$/
const length = /^\| [A-Z]{1,2} \|$/

/** What these begin is worked out: `\lim … = 1` states 1. */
const evaluated = ['lim', 'int', 'iint', 'oint', 'sum', 'prod']

/** Do the tokens only name something: an unknown, a function, a segment, an angle, a described quantity? */
export function isName(tokens: readonly Token[]): boolean {
  const [first] = tokens
  if (!first) return false
  if (tokens.some((token) => token.kind === 'text' || isProse(token))) return true
  if (evaluated.some((command) => isCommand(first, command))) return true
  if (isCommand(first, 'angle') || isCommand(first, 'triangle') || isCommand(first, 'Delta'))
    return true
  if (isCommand(first, 'overline') || isCommand(first, 'mathbb') || isCommand(first, 'vec'))
    return true
  const parts = splitOutside(tokens, (token) => isSymbol(token, ':'))
  if (parts.length > 1) return parts.every(isName)
  if (isSymbol(first, '(') && isSymbol(tokens.at(-1), ')')) {
    const entries = splitOutside(tokens.slice(1, -1), (token) => isSymbol(token, ','))
    return entries.length > 1 && entries.every(isName)
  }
  const spelled = spell(tokens)
  if (name.test(spelled)) return first.kind !== 'command' || isGreek(first.text)
  return [namedFunction, otherFunction, segments, derivative, length].some((pattern) =>
    pattern.test(spelled)
  )
}
