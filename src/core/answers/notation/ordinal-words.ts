const irregular: Readonly<Record<string, string>> = {
  first: 'one',
  second: 'two',
  third: 'three',
  fifth: 'five',
  eighth: 'eight',
  ninth: 'nine',
  twelfth: 'twelve'
}
const ordinal =
  /^\s*(?:\\text\s*\{\s*)?(?:the\s+)?(?:(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-\s])?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|[a-z]{3,5}tieth)\s*\}?\s*\.?\s*$/i

/** The number in words of an answer that is a place in an order: `seven` of `the seventh`; null for any other. */
export function cardinalOf(answer: string): string | null {
  if (!/(?:first|second|third|th)\b/i.test(answer)) return null
  const [, tens = '', place = ''] = ordinal.exec(answer) ?? []
  if (place === '') return null
  const word = place.toLowerCase()
  const number = irregular[word] ?? word.replace(/ieth$/, 'y').replace(/th$/, '')
  return tens === '' ? number : `${tens.toLowerCase()}-${number}`
}
