import { language, LANGUAGES } from './language.ts'

const formats = new Map<string, Intl.NumberFormat>()

/** Writes numbers as the language does, but with a thin space between thousands in every language. */
export function numberFormat(
  options: Intl.NumberFormatOptions = {},
  locale = LANGUAGES[language()].locale
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
