import { type Token, spell } from '../notation/tokens.ts'
import { different, equal } from '../equivalence.ts'
import type { Answer, ClockTime, Comparer, Reader } from './answer.ts'

const clock =
  /^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(o'?clock)?(am|a\.m|pm|p\.m|noon|midnight|inthemorning|intheafternoon|intheevening|atnight)?\.?$/
const plain = /^(\d{1,2}) : (\d{2})(?: : (\d{2}))?$/
const halfDay = 12 * 3600

/** Reads a time of day that says so: `3:15 PM`, `12 noon`, `7 o'clock`. A bare `3:15` is a ratio as well. */
export const readClockTime: Reader = (tokens) => {
  // A time says so in letters.
  if (tokens.length > 10 || !tokens.some(isWritten)) return null
  const text = written(tokens)
  const inWords = spokenTime(text)
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

function isWritten({ kind }: Token): boolean {
  return kind !== 'number' && kind !== 'symbol'
}

const spokenPart = /^(?:(half|1\/2)past|(?:a?quarter|1\/4)(past|to))(\d{1,2})$/

/** `noon`, `half past 3`, `quarter to 5`. */
function spokenTime(text: string): Pick<ClockTime, 'seconds' | 'half'> | null {
  if (text === 'noon') return { seconds: halfDay, half: 'pm' }
  if (text === 'midnight') return { seconds: 0, half: 'am' }
  const match = spokenPart.exec(text)
  const hour = Number(match?.[3])
  if (!match || hour > 12) return null
  const minutes = match[1] !== undefined ? 30 : match[2] === 'past' ? 15 : -15
  return { seconds: (hour * 60 + minutes) * 60, half: null }
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
  if (answer.kind === 'quantity' && answer.expression.kind === 'number' && !answer.unit) {
    return { seconds: Number(answer.expression.literal) * 3600, half: null }
  }
  const match = answer.kind === 'ratio' ? plain.exec(answer.source) : null
  if (!match) return null
  const [hour, minute, second] = [match[1], match[2], match[3]].map((part) => Number(part ?? 0))
  const seconds = (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0)
  // 15:00 and 0:30 can only be meant on a clock of 24 hours.
  return { seconds, half: (hour ?? 0) > 12 ? 'pm' : hour === 0 ? 'am' : null }
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
