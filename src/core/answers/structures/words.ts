import { type Token, spell } from '../notation/tokens.ts'
import { isProse } from '../notation/vocabulary.ts'
import { different, equal, undecidable } from '../equivalence.ts'
import type { Answer, Comparer, Reader } from './answer.ts'
import { withoutName } from './relations.ts'
import { emptiness, numberSet, realNumbers } from './set-words.ts'

const articles = /\b(?:the|a|an|is|are)\b/g
/** Prose of this many words on both sides is a matter for a person. */
const sentence = 5

/** Reads an answer that is words and no mathematics. */
export const readWords: Reader = (tokens) => {
  const words = tokens.filter((token) => token.kind === 'text' || isProse(token))
  if (words.length === 0) return null
  const rest = tokens.filter((token) => token.kind !== 'text' && !isProse(token))
  const isText = rest.every(isFiller) || startsAsProse(tokens)
  return isText ? { kind: 'words', source: spell(tokens), text: plain(tokens) } : null
}

/** Compares words; a sentence in other words can be neither confirmed nor refused. */
export const compareWords: Comparer = (a, b) => {
  if (a.kind !== 'words' && b.kind !== 'words') {
    if (!isEmptySet(a) && !isEmptySet(b)) return null
    return isEmptySet(a) && isEmptySet(b)
      ? equal('nothing on both sides')
      : different('nothing and something')
  }
  const [x, y] = [textOf(a), textOf(b)]
  if (x !== '' && x === y) return equal('the same words')
  const empty = [emptinessOf(a, x), emptinessOf(b, y)]
  if (empty[0] !== null && empty[0] === empty[1]) return equal('nothing on both sides')
  if (isSetOfReals(a, b)) return null
  const sets = [numberSetOf(a, x), numberSetOf(b, y)]
  if (sets[0] !== null && sets[0] === sets[1]) return equal('the same set of numbers')
  const properties = [propertiesOf(x), propertiesOf(y)]
  if (properties[0] !== null && properties[0] === properties[1]) return equal('the same property')
  const truths = [truthOf(x), truthOf(y)]
  if (truths[0] !== null && truths[0] === truths[1]) return equal('the same truth value')
  const isProsePair = a.kind === 'words' && b.kind === 'words'
  return isProsePair && [x, y].every((text) => text.split(' ').length >= sentence)
    ? undecidable('two sentences, which a person must compare')
    : different('different words')
}

function emptinessOf(answer: Answer, text: string): string | null {
  return isEmptySet(answer) ? 'no solutions' : emptiness(text)
}

function isEmptySet(answer: Answer): boolean {
  const stated = withoutName(answer)
  return (
    stated.source === '\\emptyset' || (stated.kind === 'collection' && stated.items.length === 0)
  )
}

/** "All real numbers" is a set that the other side may write as one. */
function isSetOfReals(a: Answer, b: Answer): boolean {
  const [words, other] = a.kind === 'words' ? [a, b] : [b, a]
  return words.kind === 'words' && realNumbers(words.text) !== null && other.kind !== 'words'
}

function numberSetOf(answer: Answer, text: string): string | null {
  return answer.kind === 'words'
    ? (realNumbers(text) ?? numberSet(text))
    : numberSet(withoutName(answer).source)
}

const property =
  /^(?:even|odd|prime|composite|positive|negative|natural|whole|rational|irrational|real|nonzero|integers?|numbers?|[a-z])$/
const quantifier = /^(?:all|any|every|each|of|values?|for)$/

/** "All even n" and "n even" name the same numbers. */
function propertiesOf(text: string): string | null {
  const words = text.split(' ').filter((word) => !quantifier.test(word))
  const isNamed = words.filter((word) => word.length === 1).length === 1
  return words.length > 1 && isNamed && words.every((word) => property.test(word))
    ? words.sort().join(' ')
    : null
}

function isFiller(token: Token): boolean {
  return token.kind === 'word' || (token.kind === 'symbol' && /[.,;:'"?!()&-]/.test(token.text))
}

/** Two words of prose before anything else begin a sentence. */
function startsAsProse(tokens: readonly Token[]): boolean {
  const [first, second] = tokens
  return first !== undefined && second !== undefined && isProse(first) && isProse(second)
}

function plain(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (token.space || token.kind === 'text' ? ` ${token.text}` : token.text))
    .join('')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+\-*/^=<>]+/gu, ' ')
    .replace(articles, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function textOf(answer: Answer): string {
  return answer.kind === 'words'
    ? answer.text
    : answer.source
        .toLowerCase()
        .replace(/[^\p{L}\p{N}+\-*/^=<>]+/gu, ' ')
        .trim()
}

const affirmation =
  /^(?:(?:yes|true)(?: (?:it|they|he|she|there)(?: (?:does|do|can|will|has|have))?)?|y|t|是|对|正确)$/
const denial =
  /^(?:(?:no|false)(?: (?:it|they|he|she|there) (?:does|do|can|will|has|have|cannot)(?: not| n t| t)?)?|n|f|否|错|错误|不对|不正确)$/

function truthOf(text: string): boolean | null {
  if (affirmation.test(text)) return true
  return denial.test(text) ? false : null
}
