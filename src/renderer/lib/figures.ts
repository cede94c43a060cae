import { pointsText } from '../../shared/points-text.ts'
import { ratioText, timesText } from '../../shared/ratio-text.ts'
import { scoreText } from '../../shared/scorers/scorers.ts'
import { numberFormat, withDecimalMark } from '../../shared/words/number-format.ts'
import { language, locale } from '../words/language.ts'

/** How figures are written everywhere on the page. */

const DASH = '–'
const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const

/** A figure of `shared`, which has a point, with the decimal mark of the window's language. */
export function inLanguage(figure: string): string {
  return withDecimalMark(figure, language())
}

/** A ratio as a percentage: 0.624 is "62 %", with a space that does not break. Null is a dash. */
export function percent(ratio: number | null, digits = 0): string {
  return ratio === null ? DASH : inLanguage(`${(100 * ratio).toFixed(digits)}\u202f%`)
}

/** A count with thin spaces between thousands. */
export function count(value: number): string {
  return numberFormat(locale()).format(value)
}

/** A duration in the unit that suits it. */
export function duration(ms: number | null): string {
  if (ms === null) return DASH
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return inLanguage(`${(ms / 1000).toFixed(1)} s`)
  const seconds = Math.round(ms / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = seconds % 60
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${rest} s`
}

/** A duration that is only foreseen: to the second, from 100 s on to the minute. */
export function foreseen(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 1) return duration(Math.round(ms / 10) * 10)
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A size in bytes, in binary units. */
export function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const power = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 2 ** (10 * power)
  return inLanguage(
    `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
  )
}

/** Floating-point operations: "1.3 GFLOP". */
export function flops(value: number): string {
  const units = ['', 'k', 'M', 'G', 'T', 'P', 'E']
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3))
  return inLanguage(`${(value / 1000 ** power).toPrecision(3)} ${units[power]}FLOP`)
}

/** Number of weights: "2.9M", "32B". */
export function parameters(value: number): string {
  const units = ['', 'k', 'M', 'B', 'T']
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3))
  return inLanguage(`${Number((value / 1000 ** power).toPrecision(2))}${units[power]}`)
}

/** A moment as a person would say it today. */
export function moment(at: number | null): string {
  if (at === null) return DASH
  const date = new Date(at)
  const today = new Date().toDateString() === date.toDateString()
  return date.toLocaleString(locale(), {
    ...(today ? {} : DAY),
    hour: '2-digit',
    minute: '2-digit'
  })
}

/** A day: "28 Nov 2026". */
export function dayText(ms: number): string {
  return new Date(ms).toLocaleDateString(locale(), DAY)
}

/** A number as it was chosen or measured, with all its digits: "0.35". */
export function plainFigure(value: number): string {
  return inLanguage(String(value))
}

// The notations that every door shares, with this language's mark.

/** A cost or time over the baseline's: "4.1×", "−65 %". */
export function ratioFigure(ratio: number | null): string {
  return inLanguage(ratioText(ratio))
}

/** A tick of an axis of such ratios: "1.5×". */
export function timesFigure(ratio: number): string {
  return inLanguage(timesText(ratio))
}

/** A difference of shares in points, signed: "+3.1". */
export function pointsFigure(share: number): string {
  return inLanguage(pointsText(share))
}

/** A step's score as its scorer writes it: "8.5"; "?" where none could be read. */
export function scoreFigure(score: number | null, scorer: string | undefined): string {
  return inLanguage(scoreText(score, scorer))
}
