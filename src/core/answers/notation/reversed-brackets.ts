const inner = String.raw`(?:(?!\\cup|\\cap|\\text|\\sqrt\s*\[)[^\][(),;])+`
const interval = new RegExp(
  String.raw`\\sqrt\s*\[[^\]]*\]|([\][])(${inner})([,;])(${inner})([\][])`,
  'g'
)

/** `]2, 5]` as `(2, 5]`: open ends with brackets turned outwards, as France and Germany write them. */
export function withRoundBrackets(text: string): string {
  if (!/\][^\][]*[,;][^\][]*[\][]|\[[^\][]*[,;][^\][]*\[/.test(text)) return text
  return text.replace(
    interval,
    (whole, open?: string, from = '', comma = '', to = '', close = '') =>
      open === undefined
        ? whole
        : `${open === ']' ? '(' : '['}${from}${comma}${to}${close === '[' ? ')' : ']'}`
  )
}
