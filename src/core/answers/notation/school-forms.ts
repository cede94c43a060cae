const inBase = /^\s*([\dA-Fa-f]+)\s*,?\s*\(?\s*(?:in\s+)?base\s*[-–]?\s*(\d{1,2})\s*\)?\s*$/
const remainder =
  /^\s*(\d+)\s*(?:,?\s*(?:with\s+)?(?:an?\s+)?(?:remainder|rem\.?)\s*(?:of\s+)?|\s[rR]\s)\s*(\d+)\s*$/
const prime = String.raw`(?:\^\s*\{?\s*)?'\s*\}?`
const minutes = new RegExp(
  String.raw`(\d+)\s*\\degree\s*(\d+(?:\.\d+)?)\s*${prime}(?!\s*')(?:\s*(\d+(?:\.\d+)?)\s*(?:"|(?:\^\s*\{?\s*)?'\s*'\s*\}?))?`,
  'g'
)

/**
 * School's ways to write a number as formulas, `1011 base 2` and `3°15'`; and one spelling for a quotient with
 * what is left, `17 R 2`, which is no product.
 */
export function withSchoolForms(text: string): string {
  return text
    .replace(inBase, '$1_{$2}')
    .replace(remainder, '$1\\text{ remainder }$2')
    .replace(
      minutes,
      (_, whole: string, sixtieths: string, seconds = '0') =>
        `(${whole}+${sixtieths}/60+${seconds}/3600)\\degree `
    )
}
