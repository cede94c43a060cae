/** How many zeros an abbreviation stands for. */
const zeros: Readonly<Record<string, number>> = {
  k: 3,
  K: 3,
  m: 6,
  M: 6,
  mn: 6,
  mln: 6,
  b: 9,
  B: 9,
  bn: 9,
  T: 12,
  tn: 12
}
const amount = String.raw`(\d[\d.,]{0,20})`
const behind = String.raw`(?!\p{L})(?=\s*$|\s*(?:\\text\s*\{)?\s*\p{L}{2,})`
/** Of money every letter is an abbreviation; of other things most are units, and a letter set apart is always one. */
const plain = new RegExp(
  String.raw`^(\s*[-+]?\s*)${amount}(?:(k|K|M|B)|\s?(mn|mln|bn))${behind}`,
  'u'
)
const money = new RegExp(
  String.raw`^(\s*[-+]?\s*)\\?[$€£¥]\s?${amount}(?:\s?([kKmMbBT]|mn|mln|bn|tn))${behind}`,
  'u'
)

/** `3.2M`, `12k` and `$4bn` written out; null for any other answer. */
export function withoutScaleAbbreviation(answer: string): string | null {
  if (!/\d\s?(?:[kKmMbBT]|bn|mn|tn|mln)(?!\p{L})/u.test(answer)) return null
  const match = plain.exec(answer) ?? money.exec(answer)
  if (!match) return null
  const [whole, sign = '', number = '', letter, word] = match
  return `${sign}${number}\\cdot 10^{${zeros[letter ?? word ?? ''] ?? 0}}${answer.slice(whole.length)}`
}
