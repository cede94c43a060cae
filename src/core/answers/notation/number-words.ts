import { type Token, isCommand, isSymbol, numberToken, symbolToken } from './tokens.ts'
import { isProse } from './vocabulary.ts'

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' '
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const values: ReadonlyMap<string, number> = new Map([
  ...small.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, at): [string, number] => [word, 20 + 10 * at]),
  ...[...'〇一二三四五六七八九十'].map((word, value): [string, number] => [word, value])
])

/** "Thousand", "million" and "billion" in the languages of Europe. */
const inOtherLanguages = Object.fromEntries(
  [
    ['1000', 'tausend mille mil mila duizend tysiąc tysiące tysięcy bin тысяча тысячи тысяч тыс'],
    [
      '1000000',
      'mio mln millionen millón millones milhão milhões milione milioni miljoen milion miliony milionów milyon миллион миллиона миллионов млн'
    ],
    [
      '1000000000',
      'mrd mld milliarde milliarden milliard milliards miliardo miliardi miljard miliard miliardy miliardów milyar миллиард миллиарда миллиардов млрд'
    ]
  ].flatMap(([times = '', words = '']) => words.split(' ').map((word) => [word, times]))
)

/** What a word behind a number multiplies it with: a numerator and a denominator. */
const scales: ReadonlyMap<string, readonly [times: string, per: string]> = new Map(
  Object.entries({
    ten: '10',
    hundred: '100',
    thousand: '1000',
    million: '1000000',
    billion: '1000000000',
    trillion: '1000000000000',
    dozen: '12',
    gross: '144',
    score: '20',
    lakh: '100000',
    crore: '10000000',
    百: '100',
    千: '1000',
    万: '10000',
    亿: '100000000',
    ...inOtherLanguages
  }).flatMap(([word, times]): [string, readonly [string, string]][] => [
    [word, [times, '1']],
    [`${word}s`, [times, '1']]
  ])
)
const parts: ReadonlyMap<string, string> = new Map(
  Object.entries({
    half: '2',
    halves: '2',
    third: '3',
    quarter: '4',
    fourth: '4',
    fifth: '5',
    sixth: '6',
    seventh: '7',
    eighth: '8',
    ninth: '9',
    tenth: '10',
    twelfth: '12',
    hundredth: '100',
    thousandth: '1000',
    millionth: '1000000',
    折: '10',
    成: '10'
  }).flatMap(([word, per]): [string, string][] => [
    [word, per],
    [`${word}s`, per]
  ])
)

/** What "third", "quarter" and the like divide by; undefined for other words. */
export function partWord(word: string): string | undefined {
  return parts.get(word)
}

function factorOf(token: Token | undefined): readonly [string, string] | null {
  if (token?.kind !== 'word') return null
  const word = token.text.toLowerCase()
  const per = parts.get(word)
  return scales.get(word) ?? (per === undefined ? null : ['1', per])
}

/**
 * Numbers in words as numbers, `seventy-two` and `three hundred`, and the words behind a number that multiply it,
 * `5 million` and `3 tenths`. Such a word is never a unit, for it changes the value.
 */
export function withSpokenNumbers(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(maySpeakOfNumbers)) return tokens
  const words = tokens.flatMap(asWords)
  const spoken = words.filter((token) => token.kind === 'word' && speaksOfNumbers(token.text))
  if (spoken.length === 0 || isSentence(words)) return tokens
  const result: Token[] = []
  for (let at = 0; at < words.length;) {
    const token = words[at]
    if (!token) break
    const number = spokenAt(words, at)
    if (number) {
      result.push({ kind: 'number', text: String(number.value), space: token.space })
      at += number.length
      at += pushHalf(words, at, result)
      continue
    }
    // The hyphen of `five-eighths` is no minus.
    if (
      isSymbol(token, '-') &&
      parts.has(wordAt(words, at + 1)) &&
      result.at(-1)?.kind === 'number'
    ) {
      at++
      continue
    }
    const factor = followsNumber(result) ? factorOf(token) : null
    if (factor) pushFactor(factor, result)
    else if (isAlonePart(words, at))
      result.splice(0, at, ...fraction('1', parts.get(token.text.toLowerCase()) ?? '1'))
    else result.push(token)
    at++
  }
  return result
}

function maySpeakOfNumbers({ kind, text }: Token): boolean {
  return kind === 'text' || (kind === 'word' && speaksOfNumbers(text))
}

/** In a sentence, numbers are words among others. */
function isSentence(words: readonly Token[]): boolean {
  return (
    words.filter((word) => word.kind === 'word' && !speaksOfNumbers(word.text) && isProse(word))
      .length > 4
  )
}

function speaksOfNumbers(text: string): boolean {
  const word = text.toLowerCase()
  return values.has(word) || scales.has(word) || parts.has(word)
}

/** Text that holds a number word is words; other text is a unit or a remark as a whole. */
function asWords(token: Token): readonly Token[] {
  const pieces = token.kind === 'text' ? token.text.split(/\s+/) : []
  if (!pieces.some((piece) => speaksOfNumbers(piece) || piece.split('-').every(speaksOfNumbers))) {
    return [token]
  }
  return pieces.flatMap((piece) =>
    piece.split('-').map((part): Token => ({ kind: 'word', text: part, space: true }))
  )
}

/** Does a value end there: `3`, `\sqrt{2}`, `(1+2)`, `4\pi`, `x`? */
function followsNumber(result: readonly Token[]): boolean {
  const last = result.at(-1)
  return (
    last?.kind === 'number' ||
    isSymbol(last, '}') ||
    isSymbol(last, ')') ||
    isCommand(last, 'pi') ||
    (last?.kind === 'word' && /^[a-zA-Z]$/.test(last.text) && !/^[aA]$/.test(last.text))
  )
}

/** Million and billion in a language or a case that is not known here. */
const likeMillion = /^(?:mili[oó]|mill?i[oa]|milj[oa]|mily[oa]|bili[oó]|bill?i[oa]|bilj[oa])/i

/** Does the word multiply what stands before it, so that it is no unit? */
export function isScaleWord(text: string): boolean {
  return scales.has(text.toLowerCase()) || likeMillion.test(text)
}

function pushFactor([times, per]: readonly [string, string], result: Token[]): void {
  if (times !== '1') result.push(symbolToken('*'), numberToken(times))
  if (per !== '1') result.push(symbolToken('/'), numberToken(per))
}

/** `and a half`, `and three quarters` behind a number; how many tokens it takes. */
function pushHalf(words: readonly Token[], at: number, result: Token[]): number {
  if (wordAt(words, at) !== 'and') return 0
  const count = wordAt(words, at + 1)
  const per = parts.get(wordAt(words, at + 2))
  const top = count === 'a' ? 1 : values.get(count)
  if (per === undefined || top === undefined) return 0
  result.push(...fraction(String(top), per))
  return 3
}

/** `half` or `a third` as a whole answer. */
function isAlonePart(words: readonly Token[], at: number): boolean {
  const before = words.slice(0, at).every((token) => /^an?$/i.test(token.text))
  return before && at === words.length - 1 && parts.has(wordAt(words, at))
}

/** A space before the numerator makes it the fraction of a mixed number. */
function fraction(top: string, per: string): Token[] {
  return [{ kind: 'number', text: top, space: true }, symbolToken('/'), numberToken(per)]
}

function wordAt(words: readonly Token[], at: number): string {
  const token = words[at]
  return token?.kind === 'word' ? token.text.toLowerCase() : ''
}

/** The number that begins there in words: `two hundred and five`, `twenty-one thousand`. */
function spokenAt(
  words: readonly Token[],
  start: number
): { readonly value: number; readonly length: number } | null {
  let total = 0
  let group = -1
  let last = Number.POSITIVE_INFINITY
  let at = start
  for (;;) {
    const joins =
      group >= 0 && (isSymbol(words[at], '-') || (last >= 100 && wordAt(words, at) === 'and'))
    const here = joins ? at + 1 : at
    const word = wordAt(words, here)
    const value =
      values.get(word) ??
      (word === 'a' && scales.has(wordAt(words, here + 1)) && group < 0 ? 1 : undefined)
    if (value !== undefined) {
      const fits = group < 0 || (last >= 100 ? value < last : value < 10 && last >= 20)
      if (!fits) break
      group = Math.max(0, group) + value
      last = value
    } else {
      const scale = joins || group < 0 ? undefined : scales.get(word)
      if (scale === undefined) break
      const times = Number(scale[0])
      if (times === 100) group *= 100
      else {
        total += group * times
        group = 0
      }
      last = times
    }
    at = here + 1
  }
  const value = total + group
  return group < 0 || !Number.isSafeInteger(value) ? null : { value, length: at - start }
}
