import { mathsSegments } from './maths-segments.ts'

const number = /(?<![\w.\\])[-+]?\s?[$€£]?\s?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:\/\d+)?\s?\\?%?/g
const wordOfProse = /\p{L}{3,}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** An output that is nothing but one line of maths, such as `3+2`. */
export function bareMaths(text: string): string | null {
  const line = text.trim()
  const isBare = line.length <= 200 && !/[\n$]|\\[([]/.test(line) && /[\d\\]/.test(line)
  return isBare && !wordOfProse.test(line.replace(/\\[a-zA-Z]+/g, ' ')) ? line : null
}

/** The last stretch of maths, unless a number follows it in the text. */
export function lastMaths(text: string): string | null {
  const last = mathsSegments(text).at(-1)
  if (!last || lastNumber(text.slice(last.end)) !== null) return null
  return /^\s*(?:%|percent)/.test(text.slice(last.end)) ? `${last.content} \\%` : last.content
}

/** Bold text that is a heading: a colon ends it, or it fills its line and is no amount. */
const heading =
  /\*\*[^*\n]{0,120}:\s*\*\*|\*\*[^*\n]{1,120}\*\*\s*:|^[ \t]*\*\*\s*[\p{L}#][^*\n]{0,120}\*\*[ \t]*$/gmu
/** Bold text that states a value: it begins with a number, or ends with one behind a sign of equality. */
const amountInBold =
  /\*\*(\s*[-+]?\s?[$€£]?\s?\d[^*\n]{0,60}|[^*\n]{0,60}=\s*[-+]?\s?[$€£]?\s?[\d.,]{1,30}%?\s*)\*\*/g

/** Numbers that count places of a text, or are named to be denied. */
const reference =
  /\b(?:steps?|pages?|tables?|figures?|fig\.|sections?|theorem|lemma|exercise|question|problem|chapter|base|not|rather\sthan|instead\sof)\s{1,2}#?\d{1,3}\b(?![.,:]?\d|\s*[-+*/=^%])|\bin\s\d{1,2}\ssteps?\b/gi

/** The last number, one in bold before others, a fraction or a percentage whole. Headings state nothing. */
export function lastNumber(text: string): string | null {
  const withoutHeadings = text.replace(heading, ' ')
  const stated = (/\d/.test(withoutHeadings) ? withoutHeadings : text).replace(reference, ' ')
  const bold = [...stated.matchAll(amountInBold)].at(-1)?.[1] ?? ''
  const found = /^\s*[-+$€£\d]/.test(bold)
    ? bold.match(number)?.[0]
    : ([...bold.matchAll(number)].at(-1) ?? [...stated.matchAll(number)].at(-1))?.[0]
  if (found === undefined) return null
  return found
    .replace(/[$€£\s]/g, '')
    .replace(/,+$/, '')
    .replace(/,(?=\d{3})/g, '')
}
