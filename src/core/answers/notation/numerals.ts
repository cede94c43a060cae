/** Longer decimals are not read as repeating ones. */
const maxDigits = 40
const digits = String.raw`(\d{0,${maxDigits}})`
const bar = String.raw`\\(?:overline|bar|dot)\s*`
const repeating: readonly RegExp[] = [
  // 1.1\overline{6} and 0.\bar6
  new RegExp(
    String.raw`(?<![\d.])${digits}\.${digits}\\(?:overline|bar)\s*(?:\{\s*(\d{1,${maxDigits}})\s*\}|(\d))`,
    'g'
  ),
  // 0.\dot{1}4285\dot{7}
  new RegExp(
    String.raw`(?<![\d.])${digits}\.${digits}${bar}\{?\s*(\d)\s*\}?(?:${digits}${bar}\{?\s*(\d)\s*\}?)?`,
    'g'
  ),
  // 0.1(6)
  new RegExp(
    String.raw`(?<![\d.])(\d{1,${maxDigits}})\.${digits}\((\d{1,${maxDigits}})\)(?![\d.])`,
    'g'
  ),
  // 0.6̅
  new RegExp(
    String.raw`(?<![\d.])${digits}\.${digits}((?:\d[\u0304\u0305\u0307]){1,${maxDigits}})`,
    'g'
  )
]
const dots = String.raw`\s*(?:\\dots|\.{3})`
const trailing: readonly RegExp[] = [
  // 0.66...
  new RegExp(
    String.raw`(?<![\d.])(\d{1,${maxDigits}})\.((?:\d{1,6}?){0})((\d{1,6}?)\4{1,20})${dots}`,
    'g'
  ),
  // 0.8333...
  new RegExp(String.raw`(?<![\d.])(\d{1,${maxDigits}})\.(\d{1,12}?)((\d)\4{2,20})${dots}`, 'g')
]
const ordinal = String.raw`(?:st|nd|rd|th)`
const upright = String.raw`\\(?:text|mathrm)\s*\{\s*${ordinal}\s*\}`
const ordinalEnding = new RegExp(
  String.raw`(?<=\d)(?:${ordinal}|\s*\^?\s*${upright}|\^\s*\{\s*(?:${ordinal}|${upright})\s*\})(?![a-zA-Z])`,
  'g'
)
const scale = String.raw`(?:\s+(?:hundred|thousand|million|billion|trillion)(?![a-zA-Z]))?`
const currencies: ReadonlyMap<string, string> = new Map([
  ['€', 'euros'],
  ['£', 'sterling'],
  ['¥', 'yen'],
  ['₹', 'rupees'],
  ['₩', 'won'],
  ['₽', 'roubles']
])
const currency = new RegExp(`([€£¥₹₩₽])\\s*((?:\\d[\\d.,]{0,30})?)(${scale})(?![\\da-zA-Z])`, 'g')

const codes: Readonly<Record<string, string>> = {
  rs: 'rupees',
  inr: 'rupees',
  usd: 'dollars',
  eur: 'euros',
  gbp: 'sterling',
  jpy: 'yen',
  cny: 'yuan',
  rmb: 'yuan'
}
const code = /^(\s*[-+]?\s*)(Rs\.?|INR|USD|EUR|GBP|JPY|CNY|RMB)\s*(?=\d)([\d.,]{1,30})/
const percentWords =
  /(?<=\d\s*)(?:per\s?cent(?!age)|Prozent|pour\s?cent|por\s?ciento|por\s?cento|percento)(?![a-zA-Z])/gi

/** Writes numerals in the one way that the tokeniser reads: repeating decimals, powers of ten, ordinals, money. */
export function withPlainNumerals(text: string): string {
  if (!/\d|[①-⒇]/.test(text)) return text
  let result = anyRareNumeral.test(text) ? withoutRareNumerals(text) : text
  if (/cent|Prozent|^[\s+-]*[RIUEGJC]/i.test(result)) result = withSigns(result)
  if (!result.includes('.')) return result
  if (mayRepeat.test(result)) result = withoutRepeating(result)
  if (!result.includes('...') && !result.includes('\\dots')) return result
  return trailing.reduce(
    (text, pattern) =>
      text.replace(
        pattern,
        (whole, front: string, fixed: string, _run: string, block: string) =>
          asFraction(front, fixed, block) ?? whole
      ),
    result
  )
}

/** Most answers hold none of these. */
const anyRareNumeral = /[①-⒇€£¥₹₩₽]|\d\s*[xX]\s*10|\d_\d|\d['’]\d|(?:st|nd|rd|th)(?![a-zA-Z])/
const mayRepeat = /\\(?:overline|bar|dot)|\(\d|[\u0304\u0305\u0307]|repeating|recurring/

function withoutRareNumerals(text: string): string {
  return text
    .replace(/[①-⑳⑴-⒇]+/g, (run) => [...run].map(circled).join(','))
    .replace(/(\d)\s*[xX]\s*(?=10\s*(?:\^|\*\*))/g, '$1\\times ')
    .replace(/(?<=\d)_(?=\d{3}(?!\d))/g, '')
    .replace(ordinalEnding, '')
    .replace(/(?<=\d)['’](?=\d{3}(?!\d))/g, '')
    .replace(
      currency,
      (_, sign: string, amount: string, size: string) =>
        `${amount}${size}\\text{ ${currencies.get(sign) ?? ''}}`
    )
}

function withoutRepeating(text: string): string {
  let result = text.replace(spokenRepeating, (_, decimal: string, block: string) =>
    block.startsWith('(') ? decimal + block : `${decimal}(${block})`
  )
  for (const pattern of repeating) {
    // The groups end where the offset, a number, follows.
    result = result.replace(pattern, (whole: string, ...found: (string | number | undefined)[]) => {
      const groups = found.slice(
        0,
        found.findIndex((part) => typeof part === 'number')
      )
      const [front = '', fixed = '', ...block] = groups.map((part) => String(part ?? ''))
      return asFraction(front, fixed, block.join('').replace(/\D/g, '')) ?? whole
    })
  }
  return result
}

/** `0.3 repeating`: all of its decimals come again, where none are in brackets. */
const spokenRepeating =
  /(\d\.\d{0,20}?)(\d{1,20}|\(\d{1,20}\))\s*(?:\\text\s*\{\s*)?(?:repeating|recurring)\s*\}?/g

function asFraction(front: string, fixed: string, block: string): string | null {
  if (block === '') return null
  const whole = BigInt(front + fixed + block || '0') - BigInt(front + fixed || '0')
  return `{\\frac{${whole}}{${'9'.repeat(block.length)}${'0'.repeat(fixed.length)}}}`
}

function circled(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return String(code >= 0x2474 ? code - 0x2473 : code - 0x245f)
}

/** Percentages and money whose signs are spelled out: `45 per cent`, `USD 20`. */
function withSigns(text: string): string {
  return text
    .replace(percentWords, '%')
    .replace(
      code,
      (_, sign: string, name: string, amount: string) =>
        `${sign}${amount}\\text{ ${codes[name.toLowerCase().replace('.', '')] ?? ''}}`
    )
}
