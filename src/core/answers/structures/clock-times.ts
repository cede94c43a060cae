import { isWhole } from '../notation/make-expression.ts'
import { type Token, spell } from '../notation/tokens.ts'
import { different, equal } from '../equivalence.ts'
import type { Answer, ClockTime, Comparer, Reader } from './answer.ts'

const clock =
  /^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(o'?clock)?(am|a\.m|pm|p\.m|noon|midnight|inthemorning|intheafternoon|intheevening|atnight)?\.?$/
/** `19 Uhr`, `14:05 Uhr` and `7h30` */
const ofOtherCountries = /^(\d{1,2})(?:[:.](\d{2}))?uhr(\d{2})?$|^(\d{1,2})h(\d{2})$/
/** `下午3点半` */
const chinese =
  /^(凌晨|早上|上午|中午|下午|晚上)?(\d{1,2})(?:[点时](?:(\d{1,2})分?|(半))?|:(\d{2}))整?$/
const plain = /^(\d{1,2}) : (\d{2})(?: : (\d{2}))?$/
const halfDay = 12 * 3600

/** Reads a time of day that says so: `3:15 PM`, `12 noon`, `7 o'clock`. A bare `3:15` is a ratio as well. */
export const readClockTime: Reader = (tokens) => {
  // A time says so in letters.
  if (tokens.length > 10 || !startsTime(tokens[0]) || !tokens.some(isWritten)) return null
  const text = written(tokens)
  const inWords = spokenTime(text) ?? foreignTime(text)
  if (inWords) return { kind: 'time', source: spell(tokens), ...inWords }
  const match = clock.exec(text)
  if (!match || (match[4] === undefined && match[5] === undefined)) return null
  const [hour, minute, second] = [match[1], match[2], match[3]].map((part) => Number(part ?? 0))
  if (
    hour === undefined ||
    minute === undefined ||
    second === undefined ||
    hour > 24 ||
    minute > 59
  ) {
    return null
  }
  const half = halfOf(match[5])
  const hours = half === null || hour > 12 ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  return { kind: 'time', source: spell(tokens), seconds: hours * 3600 + minute * 60 + second, half }
}

const firstWord = /^(?:noon|midnight|half|a|quarter|凌晨|早上|上午|中午|下午|晚上|\d)/i

function startsTime(token: Token | undefined): boolean {
  return token !== undefined && firstWord.test(token.text)
}

function isWritten({ kind }: Token): boolean {
  return kind !== 'number' && kind !== 'symbol'
}

const spokenPart =
  /^(?:(half|1\/2)past|(?:a?quarter|1\/4)(past|to)|(\d{1,2})(?:minutes?)?past|(\d{1,2})minutesto)(\d{1,2})$/

/** `noon`, `half past 3`, `quarter to 5`, `ten past 4`. "Ten to four" is as likely a ratio. */
function spokenTime(text: string): Pick<ClockTime, 'seconds' | 'half'> | null {
  if (text === 'noon') return { seconds: halfDay, half: 'pm' }
  if (text === 'midnight') return { seconds: 0, half: 'am' }
  const match = spokenPart.exec(text)
  const hour = Number(match?.[5])
  if (!match || hour > 12) return null
  const [, half, quarter, past, to] = match
  const minutes = past ?? (half ? 30 : quarter === 'past' ? 15 : quarter ? -15 : -Number(to))
  return { seconds: (hour * 60 + Number(minutes)) * 60, half: null }
}

/** Times as Germany, France and China write them, which count to 24 or say the part of the day first. */
function foreignTime(text: string): Pick<ClockTime, 'seconds' | 'half'> | null {
  const european = ofOtherCountries.exec(text)
  if (european) {
    return atHour(european[1] ?? european[4], european[2] ?? european[3] ?? european[5])
  }
  const match = chinese.exec(text)
  const [, part, hour, minute, half, colon] = match ?? []
  if (!match || (part === undefined && !text.includes('点'))) return null
  const time = atHour(hour, half === undefined ? (minute ?? colon) : '30')
  if (!time || part === undefined || Number(hour) > 12) return time
  const isLate =
    part === '下午' || (part === '晚上' && hour !== '12') || (part === '中午' && hour !== '11')
  return {
    seconds: (time.seconds % halfDay) + (isLate ? halfDay : 0),
    half: isLate ? 'pm' : 'am'
  }
}

/** 15:00 and 0:30 can only be meant on a clock of 24 hours. */
function atHour(hour = '', minute = '0', second = '0'): Pick<ClockTime, 'seconds' | 'half'> | null {
  const [hours, minutes] = [Number(hour), Number(minute)]
  if (hours > 24 || minutes > 59) return null
  return {
    seconds: hours * 3600 + minutes * 60 + Number(second),
    half: hours > 12 ? 'pm' : hours === 0 ? 'am' : null
  }
}

/** Compares times of day; where one side leaves out morning or afternoon, the hands of the clock decide. */
export const compareClockTimes: Comparer = (a, b) => {
  if (a.kind !== 'time' && b.kind !== 'time') return null
  const [x, y] = [timeOf(a), timeOf(b)]
  if (!x || !y) return different('a time and something else')
  const isExact = x.half !== null && y.half !== null
  const apart = Math.abs(x.seconds - y.seconds) % (isExact ? 2 * halfDay : halfDay)
  return apart === 0 ? equal('the same time') : different('different times')
}

function timeOf(answer: Answer): Pick<ClockTime, 'seconds' | 'half'> | null {
  if (answer.kind === 'time') return answer
  if (
    answer.kind === 'quantity' &&
    answer.expression.kind === 'number' &&
    !answer.unit &&
    isWhole(answer.expression.literal)
  ) {
    return { seconds: Number(answer.expression.literal) * 3600, half: null }
  }
  const match = answer.kind === 'ratio' ? plain.exec(answer.source) : null
  if (!match) return null
  return atHour(match[1], match[2], match[3])
}

function halfOf(mark: string | undefined): ClockTime['half'] {
  if (mark === undefined) return null
  if (/^a|morning/.test(mark) && mark !== 'atnight') return 'am'
  return mark === 'midnight' ? 'am' : 'pm'
}

function written(tokens: readonly Token[]): string {
  return tokens
    .map((token) => token.text)
    .join('')
    .replace(/\s/g, '')
    .toLowerCase()
}
