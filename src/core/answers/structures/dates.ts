import { type Token, isSymbol, spell } from '../notation/tokens.ts'
import type { Reader } from './answer.ts'

const months =
  'january february march april may june july august september october november december'.split(' ')
const namesMonth = new RegExp(months.join('|'), 'i')
const iso = /^(\d{4}) - (\d{2}) - (\d{2})$/
const american = /^([a-z]+) (\d{1,2})(?: (\d{4}))?$/
const british = /^(\d{1,2}) ([a-z]+)(?: (\d{4}))?$/

/** Reads a day of the calendar: `2024-05-06` is no difference, and `May 6, 2024` no list. */
export const readDate: Reader = (tokens) => {
  if (tokens.length < 2 || tokens.length > 8) return null
  const date = inDigits(tokens) ?? inWords(tokens)
  return date === null ? null : { kind: 'words', source: spell(tokens), text: `date ${date}` }
}

function inDigits(tokens: readonly Token[]): string | null {
  if (tokens.length !== 5 || tokens[0]?.text.length !== 4 || !isSymbol(tokens[1], '-')) return null
  const [, year = '', month = '', day = ''] = iso.exec(spell(tokens)) ?? []
  const isOnePiece = tokens.slice(1).every(({ space }) => !space)
  return isOnePiece && isDay(month, day) ? `${year}-${month}-${day}` : null
}

function inWords(tokens: readonly Token[]): string | null {
  if (!tokens.some(({ text }) => text.length > 2 && namesMonth.test(text))) return null
  const words = tokens.flatMap(({ text }) => text.toLowerCase().split(/[\s,.]+/))
  const text = words.filter((word) => !/^(?:|the|of|on)$/.test(word)).join(' ')
  const [, name, day = '', year] = american.exec(text) ?? turned(british.exec(text)) ?? []
  const month = months.indexOf(name ?? '') + 1
  if (month === 0 || !isDay(String(month), day)) return null
  const date = `${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  return year === undefined ? date : `${year}-${date}`
}

function turned(match: RegExpExecArray | null): readonly (string | undefined)[] | null {
  return match && [match[0], match[2], match[1], match[3]]
}

function isDay(month: string, day: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
}
