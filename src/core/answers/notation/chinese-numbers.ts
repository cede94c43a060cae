const digits: ReadonlyMap<string, number> = new Map(
  [...'〇一二三四五六七八九'].map((character, value): [string, number] => [character, value])
)
  .set('零', 0)
  .set('两', 2)
const units: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000]
])
const sections: ReadonlyMap<string, number> = new Map([
  ['万', 10_000],
  ['亿', 100_000_000]
])

const numeral = '[〇零一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]{0,15}'
const han = String.raw`\p{Script=Han}`
const counters =
  '(?:个|元|米|厘米|千米|公里|克|千克|人|天|年|小时|分钟|秒|本|只|支|张|次|种|倍|岁|度|件|名)'
const notAfter = String.raw`(?<!\d|${han})`
const percentage = new RegExp(`${notAfter}百分之(${numeral})(?!${han})`, 'gu')
const fraction = new RegExp(`${notAfter}(${numeral})分之(${numeral})(?!${han})`, 'gu')
const whole = new RegExp(`${notAfter}(${numeral})(?=${counters}(?!${han})|(?!${han}))`, 'gu')

/** Numbers in Chinese characters in digits: `二十五`, `三分之二`, `百分之二十`. Inside words, as in `三角形`, they stay. */
export function withChineseNumbers(text: string): string {
  if (!/[〇零一二两三四五六七八九十]/.test(text)) return text
  return text
    .replace(percentage, (_, part: string) => `${valueOf(part)}%`)
    .replace(
      fraction,
      (_, bottom: string, top: string) => `{\\frac{${valueOf(top)}}{${valueOf(bottom)}}}`
    )
    .replace(whole, (_, number: string) => String(valueOf(number)))
}

/** The value of a numeral: `一万二千` is 12,000, `二〇二五` is 2025. */
function valueOf(text: string): number {
  const characters = [...text]
  if (characters.length > 1 && characters.every((character) => digits.has(character))) {
    return Number(characters.map((character) => digits.get(character)).join(''))
  }
  let total = 0
  let section = 0
  let digit: number | null = null
  for (const character of characters) {
    const unit = units.get(character)
    const scale = sections.get(character)
    if (unit !== undefined) {
      section += (digit ?? 1) * unit
      digit = null
    } else if (scale !== undefined) {
      total = (total + section + (digit ?? 0)) * scale
      section = 0
      digit = null
    } else digit = digits.get(character) ?? 0
  }
  return total + section + (digit ?? 0)
}
