const unit = String.raw`(?:\\?%|[€£]|Prozent|(?:\\(?:text|mathrm)\s*\{\s*)?(?:[ckmd]m|k?g|mg|[kmcd]?l|mL|min|km\/h|kWh|ha|EUR|Euros?|euros?|Meter|m[eè]tres?|metros?|Stunden?|heures?|horas?|Minuten?|minutos?|Grad|Jahre?|ans|años|Liter|litres?|litros?|Kilogramm|Gramm)(?![a-zA-Z]))`
const singleUnit = String.raw`\s(?:\\(?:text|mathrm)\s*\{\s*)?[mghsltNJWVA](?![a-zA-Z])`
const powerOfTen = String.raw`\s*(?:\\cdot|\\times|[·×*])\s*10\s*\^`
const bracedComma = String.raw`\s*\{\s*,\s*\}\s*`
const braced = new RegExp(String.raw`(?<![\d.])(\d{1,9})((?:${bracedComma}\d{1,40}){1,9})`, 'g')
/** `1.234,56` and `1 234,56` */
const grouped = /(?<![\d.,])(\d{1,3}(?:[. ]\d{3})+),(\d+)(?![\d.,])/g
/** `0,\overline{3}` and `0,(3)` */
const repeating =
  /(?<![\d.,([{])(\d{1,9}),(?=\d{0,9}(?:\\(?:overline|bar|dot)(?![a-zA-Z])|\(\d+\)))/g
const measured = new RegExp(
  String.raw`^(\s*[-+]?\s*\d{1,9}),(\d{1,2}|\d{4,9})(?=(?:\s*${unit}|${singleUnit}|${powerOfTen}))`
)
/** No group has so many digits, and hardly a list such an entry. */
const long = /^(\s*[-+]?\s*\d),(\d{4,30}[1-9])(\s*)$/

/**
 * Numbers with a decimal comma, as most of Europe writes them, with a point, where it can be no list: in LaTeX's `3{,}5`,
 * before a unit or a power of ten, beside grouped digits, before a period and before five digits and more. `3,5` alone stays a list.
 */
export function withDecimalPoints(text: string): string {
  if (!/\d(?:,|\s*\{\s*,)/.test(text)) return text
  return text
    .replace(braced, (_, front: string, rest: string) => {
      const parts = rest.split(new RegExp(bracedComma)).slice(1)
      const areGroups = front !== '0' && parts.every((part) => part.length === 3)
      const [first = ''] = parts
      return areGroups
        ? front + parts.join('')
        : parts.length === 1
          ? `${front}.${first}`
          : front + rest
    })
    .replace(grouped, (_, whole: string, part: string) => `${whole.replace(/[. ]/g, '')}.${part}`)
    .replace(repeating, '$1.')
    .replace(measured, '$1.$2')
    .replace(long, '$1.$2$3')
}
