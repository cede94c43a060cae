const upright = /^\\(?:text|textrm|mathrm|mathbf|textbf|operatorname)\s*\{([^{}]*)\}$/
const canonical = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/
const ofUnicode = /^[\u2160-\u217f]+$/
const values: Readonly<Record<string, number>> = {
  I: 1,
  V: 5,
  X: 10,
  L: 50,
  C: 100,
  D: 500,
  M: 1000
}

const anyDigit = /[IVXLCDM\u2160-\u217f]/

/** Holds it a letter of a Roman numeral? This is asked of every answer, and quick. */
export function mayBeRoman(answer: string): boolean {
  return answer.length <= 60 && anyDigit.test(answer)
}

/**
 * The value of an answer that is a Roman numeral and nothing else; null for any other. A single letter is a variable or
 * an option, unless it is one of Unicode's numerals.
 */
export function romanNumeral(answer: string): number | null {
  if (!mayBeRoman(answer)) return null
  const bare = answer.replace(/[$\s]/g, '').replace(/\.$/, '')
  const text = (upright.exec(bare)?.[1] ?? bare).trim()
  if (ofUnicode.test(text)) return valueOf(text.normalize('NFKC').toUpperCase())
  return text.length > 1 ? valueOf(text) : null
}

function valueOf(text: string): number | null {
  if (text === '' || !canonical.test(text)) return null
  const digits = [...text].map((letter) => values[letter] ?? 0)
  return digits.reduce(
    (sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit),
    0
  )
}

/** Are these letters as likely the ends of a segment, such as `CD`, as a numeral? */
export function mayNameSegment(answer: string): boolean {
  return /^[$\s]*[CDM]{2}[$\s]*$/.test(answer)
}
