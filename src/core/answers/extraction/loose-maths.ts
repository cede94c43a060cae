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

/** The last number, a fraction or a percentage whole. */
export function lastNumber(text: string): string | null {
  const bold = [...text.matchAll(/\*\*([^*\n]{1,80})\*\*/g)].at(-1)?.[1] ?? ''
  const found = [...bold.matchAll(number)].at(-1) ?? [...text.matchAll(number)].at(-1)
  if (!found) return null
  return found[0]
    .replace(/[$€£\s]/g, '')
    .replace(/,+$/, '')
    .replace(/,(?=\d{3})/g, '')
}
