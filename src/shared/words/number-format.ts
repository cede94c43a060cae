import type { Language } from '../contract/settings.ts'
import { LANGUAGES } from './languages.ts'

const formats = new Map<string, Intl.NumberFormat>()

/** Writes numbers as a language does, but with a thin space between thousands in every language. */
export function numberFormat(
  locale: string,
  options: Intl.NumberFormatOptions = {}
): Pick<Intl.NumberFormat, 'format'> {
  const id = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(id) ?? new Intl.NumberFormat(locale, options)
  formats.set(id, known)
  return {
    format: (value: number | bigint) =>
      known
        .formatToParts(value)
        .map(({ type, value: text }) => (type === 'group' ? '\u202f' : text))
        .join('')
  }
}

/**
 * A figure with the decimal mark of a language: "4.1×" is "4,1×" in German. For texts that have a point; exactly as they
 * round, so that terminal, reports and window never differ.
 */
export function withDecimalMark(figure: string, language: Language): string {
  return language === 'en' ? figure : figure.replace(/(?<=\d)\.(?=\d)/g, decimalMark(language))
}

const marks = new Map<Language, string>()

function decimalMark(language: Language): string {
  const { locale } = LANGUAGES[language]
  const mark =
    marks.get(language) ?? numberFormat(locale, { minimumFractionDigits: 1 }).format(0).slice(1, -1)
  marks.set(language, mark)
  return mark
}
