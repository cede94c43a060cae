const noSolutions =
  /^(?:no|none|inconsistent|impossible|nothing|empty set|empty|null set|void|(?:there )?(?:exists? )?(?:(?:equation|system|inequality|it) )?(?:has |have )?no (?:real |possible |valid |such )?(?:solutions?|roots?|answers?|values?|numbers?|intersections?)(?: (?:exists?|possible|of [a-z]))?|(?:(?:equation|system|inequality|it) )?(?:does not|doesn t|do not) have (?:any )?(?:real )?(?:solutions?|roots?)|no such [a-z]+(?: exists?)?|(?:原?方程组?)?无(?:实数)?[解根]|没有(?:实数)?解|无实根|空集|keine lösung(?:en)?|nicht lösbar|unlösbar|aucune solution|pas de solution|sin solución|no tiene solución|sem solução|nessuna soluzione|нет решений)$/u
const noValue =
  /^(?:(?:limit|it|value) )?(?:does not|doesn t|do not) exist$|^d ?n ?e$|^undefined$|^不存在$/
const all = String.raw`(?:[a-z] )?(?:(?:can be )?(?:all|any|every|each|set of(?: all)?) )?`
const sign = '(?:(positive|negative|non-?negative|non-?positive|non-?zero) )?'
const reals = new RegExp(
  `^${all}(?:${sign}(?:reals|real (?:numbers?|values?(?: of [a-z])?|[a-z]))|(positive|negative|non-?negative|non-?positive|non-?zero) numbers?(?: [a-z])?)$|^(?:全体|所有)实数$`
)

/** Other sets of numbers by their names in words, and by their signs as tokens are spelled. */
const numberSets = (
  [
    ['integers', 'integers?(?: numbers?)?|整数', String.raw`\\mathbb Z`],
    [
      'positive integers',
      'positive integers?|natural numbers?|naturals|正整数|自然数',
      String.raw`\\mathbb (?:N(?: \^ [+*]| _ \+)?|Z (?:[_^] \+|_ \{ > 0 \}))`
    ],
    [
      'non-negative integers',
      'non-?negative integers?|非负整数',
      String.raw`\\mathbb (?:N _ 0|Z _ \{ \\ge 0 \})`
    ],
    ['negative integers', 'negative integers?|负整数', String.raw`\\mathbb Z [_^] -`],
    ['rational numbers', 'rationals?(?: numbers?)?|有理数', String.raw`\\mathbb Q`],
    ['complex numbers', 'complex numbers?', String.raw`\\mathbb C`]
  ] as const
).map(([name, words, signs]) => ({
  name,
  pattern: new RegExp(`^(?:${all}|全体|所有)(?:${words})(?: [a-z])?$|^(?:${signs})$`)
}))

const endless =
  /^(?:(?:there are |it has |has )?(?:infinitely many|infinite number of|infinite)(?: solutions?)?|无穷多(?:个)?解)$/

/** What words say of a set of solutions; null for other words. */
export function emptiness(text: string): 'no solutions' | 'no value' | 'endless' | null {
  if (endless.test(text)) return 'endless'
  if (noValue.test(text)) return 'no value'
  // "No" alone answers a question.
  return text !== 'no' && noSolutions.test(text) ? 'no solutions' : null
}

/** All real numbers, or those of one sign. */
export type RealNumbers =
  'all' | 'positive' | 'negative' | 'nonnegative' | 'nonpositive' | 'nonzero'

/** Which real numbers the words mean, "all real numbers" or "positive reals"; null for other words. */
export function realNumbers(text: string): RealNumbers | null {
  const match = text.length > 60 ? null : reals.exec(text)
  return match && ((match[1] ?? match[2] ?? 'all').replace('-', '') as RealNumbers)
}

/** The set of numbers that words name, as "all integers" does, or a sign such as `\mathbb Z`; null for others. */
export function numberSet(text: string): string | null {
  if (text.length > 60) return null
  return numberSets.find(({ pattern }) => pattern.test(text))?.name ?? null
}
