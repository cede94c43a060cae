const inBase =
  /^\s*([\dA-Fa-f]+)\s*,?\s*(?:\\text\s*\{\s*)?\(?\s*(?:in\s+)?base\s*[-–]?\s*(\d{1,2})\s*\)?\s*\}?\s*$/
/** `dy/dx` is one quotient. */
const derivative = /(?<![a-zA-Z\\])d([a-z])\s*\/\s*d([a-z])(?![a-zA-Z])/g
/** Digits beyond nine in either case: `1f_{16}`. */
const largeDigits = /^\s*([\da-z]+)\s*_\s*(\{?\s*(?:1[1-9]|2\d|3[0-6])\s*\}?)\s*$/i
const remainder =
  /^\s*(\d+)\s*(?:,?\s*(?:with\s+)?(?:an?\s+)?(?:remainder|rem\.?)\s*(?:of\s+)?|\s[rR]\.?\s)\s*(\d+)\s*$/
const feetAndInches = /^\s*(\d+)\s*'\s*(\d+(?:\.\d+)?)\s*(?:"|'')\s*$/
const inches = /^\s*(\d+(?:\.\d+)?)\s*(?:"|'')\s*$/
const exceptReals =
  /^\s*(?:\\text\s*\{\s*)?all reals?(?: numbers?)?,? (?:except|but|other than)(?: for)?(?:\s*[a-z]\s*=)?\s*\}?\s*([^a-zA-Z{}]+)$/i
const positiveReals =
  /\\mathbb\s*\{\s*R\s*\}\s*(?:\^\s*\{?\s*\+\s*\}?|_\s*\{?\s*(?:>\s*0|\+)\s*\}?)/g
const baseInBrackets = /^\s*\(\s*([\dA-Fa-f]+)\s*\)\s*_/
/** Programs' numerals: hexadecimal, octal and binary. */
const prefixed = /^\s*0(?:x[\da-f]+|o[0-7]+|b[01]+)\s*$/i
const constant = /([+-])\s*(?:\\text\s*\{\s*)?const(?:ant)?\b\.?\s*\}?/i
const prime = String.raw`(?:\^\s*\{?\s*)?'\s*\}?`
const minutes = new RegExp(
  String.raw`(\d+)\s*\\degree\s*(\d+(?:\.\d+)?)\s*${prime}(?!\s*')(?:\s*(\d+(?:\.\d+)?)\s*(?:"|(?:\^\s*\{?\s*)?'\s*'\s*\}?))?`,
  'g'
)

/**
 * School's ways to write numbers and sets as formulas, `1011 base 2`, `3°15'`, `6'2"` and "all reals except 2"; and one
 * spelling for a quotient with what is left, `17 R 2`, which is no product.
 */
export function withSchoolForms(text: string): string {
  const plain = rareForm.test(text) ? withRareForms(text) : text
  const derived = plain.includes('/') ? plain.replace(derivative, '\\frac{d$1}{d$2}') : plain
  const based = mayHaveBase.test(derived)
    ? derived
        .replace(inBase, '$1_{$2}')
        .replace(
          largeDigits,
          (_, digits: string, base: string) => `${digits.toUpperCase()}_${base}`
        )
        .replace(remainder, '$1\\text{ remainder }$2')
    : derived
  if (!based.includes('\\degree')) return based
  return based.replace(
    minutes,
    (_, whole: string, sixtieths: string, seconds = '0') =>
      `(${whole}+${sixtieths}/60+${seconds}/3600)\\degree `
  )
}

/** A base is named or written below, a remainder is named. */
const mayHaveBase = /base|_|r/i
/** Most answers have none of these. */
const rareForm = /["']|const|all real|\\mathbb|\)\s*_|^\s*0[xob]/i

function withRareForms(text: string): string {
  return text
    .replace(feetAndInches, '$1\\text{ feet }$2\\text{ inches}')
    .replace(inches, '$1\\text{ inches}')
    .replace(exceptReals, '\\mathbb{R}\\setminus\\{$1\\}')
    .replace(positiveReals, '(0,\\infty )')
    .replace(baseInBrackets, '$1_')
    .replace(prefixed, (numeral) => String(BigInt(numeral.trim().toLowerCase())))
    .replace(constant, '$1C')
}
