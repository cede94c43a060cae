import { mathsSegments } from './maths-segments.ts'
import { isSpokenFormula } from '../notation/spoken-operations.ts'
import { withoutTail } from './tails.ts'

const statement =
  /(?<!\b(?:suppose|assume)\s(?:that\s)?(?:the\s)?)\b(?:final\s+answer|answer)s?\b[*_]*\s*(?:(?:is|are|was)(?!n['’]t)|:|=|would be|must be)+[\s:*_]*|^[ \t]*\**A\**:[ \t]*|答案(?:是|为)?\s*[:：]?\s*|(?:\b(?:Antwort|respuesta|resposta|risposta|antwoord|cevap)|r[ée]ponse|odpowiedź|ответ|정답|답)(?:\s(?:final|finale|correcta?|correcte))?\s*(?:ist|lautet|est|es|é|è|is|jest|to|은|는|:|=)+[\s:*_]*|(?:答え|正解)(?:は|[:：])\s*/gimu
/** `64 is the answer` */
const turned =
  /(?:^|[.!?:]\s|\n)\s*(?:(?:so|therefore|thus|hence|and),?\s+)?([^.!?\n]{0,3}\S[^!?\n]{0,80}?)\s+is\s+(?:the|our|my)\s+(?:final\s+|correct\s+)?answer\b/gi
const amount =
  /[-+]?\s?[$€£]?\s?\d[\d,]*(?:\.\d+)?(?:\s\d+\s?\/\s?\d+|\s?\/\s?\d+|(?::\d{2}){1,2}(?:\s?[ap]\.?m\b\.?)?)?\s?(?:\\?%|(?:hundred|thousand|million|billion|trillion|dozen)\b)?/g
/** An amount with its unit, and a second one that belongs to it; what follows tells of other things. */
const leadingAmount = /^[-+]?\s?[$€£]?\s?\d/
const otherThings =
  /\s+(?:in(?!\s+the\s+(?:morning|afternoon|evening))|for|of|on|with|that|who|when|after|before|than|among|between|to\s+(?:be|get|make|have|buy|each)|(?:more|less|fewer)\s+than(?!\s+\d)|(?:and|so|but)\s+(?:he|she|it|they|we|the)|left\s+over|distributed|spread|divided\s+among)\s.*$|\s*\([^()]*\p{L}{3,}\s[^()]*\)\s*$/isu
/** What these stand before is a bound, a part or a denial, and no amount by itself. */
const bounding =
  /\b(?:(?:less|more|fewer|greater|larger|smaller|other)\s+than|at\s+(?:least|most)|between|out\s+of|not|under|over|up\s+to)\s+$/i

const prose = /[a-z]{3,}\s+[a-z]{2,}/i

/** Longer statements of an answer than this are prose. */
const maxStatement = 1_000

/** What follows the last "the answer is", "Answer:" or "A:"; null where nothing does. */
export function statedAnswer(text: string): string | null {
  const found = [...text.matchAll(statement)]
  for (const match of found.reverse()) {
    const rest = text.slice(match.index + match[0].length)
    const answer = answerOf(firstLine(rest))
    if (answer !== null) return answer
  }
  const subject = [...text.matchAll(turned)].at(-1)?.[1]
  return subject === undefined ? null : answerOf(subject)
}

/** The line, or the whole block where displayed maths begins on it. */
function firstLine(text: string): string {
  const [segment] = mathsSegments(text.slice(0, 2_000))
  const newline = text.indexOf('\n')
  const line = newline < 0 ? text : text.slice(0, newline)
  return segment && segment.start === 0 && segment.end > line.length
    ? text.slice(0, segment.end)
    : line
}

function answerOf(line: string): string | null {
  const clean = withoutTail(sentence(line.trim().slice(0, maxStatement)))
  if (!/[\p{L}\p{N}]/u.test(clean)) return null
  const segments = mathsSegments(clean)
  const [first] = segments
  if (first) {
    const before = clean.slice(0, first.start)
    const behind = clean.slice(first.end)
    const standsAlone = segments.length === 1 && isFiller(before) && isFiller(behind)
    if (standsAlone) return /%|percent/.test(behind) ? `${first.content} \\%` : first.content
    // What follows the maths explains it, unless it goes on with "and", "or" or another answer.
    if (
      isFiller(before) &&
      /^\s*(?:because|since|when|where|which|,?\s*(?:as|so)\b|\()/i.test(behind)
    ) {
      return first.content
    }
    if (!prose.test(before)) return clean
    const last = segments.at(-1) ?? first
    const after = clean.slice(last.end)
    return lastAmount(after) ?? (isFiller(after) ? last.content : clean)
  }
  if (!prose.test(clean) || isSpokenFormula(clean)) return clean
  return leadingAmount.test(clean) ? clean.replace(otherThings, '') : (lastAmount(clean) ?? clean)
}

/** The last amount of a sentence; null where there is none, or where it is only a bound or a part. */
function lastAmount(text: string): string | null {
  const found = [...text.matchAll(amount)].at(-1)
  if (!found || bounding.test(text.slice(0, found.index) + ' ')) return null
  return found[0].replace(/[,\s]+$/, '').trim()
}

/** The first sentence without emphasis; a point inside a number does not end it. */
function sentence(line: string): string {
  return line
    .replace(/\*\*|__/g, '')
    .replace(/(?<=[^\s.])\.\s+(?:\[|[A-Z][a-z]|I\b|\*\*|\().*$/s, '')
    .replace(/^[\s:]+/, '')
    .replace(/[\s.]+$/, '')
}

function isFiller(text: string): boolean {
  return /^[\s.,:;!'"()*a-zA-Z%°]{0,40}$/.test(text) && !/\b(?:and|or)\b/i.test(text)
}
