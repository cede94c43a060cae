const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  le: '\\le ',
  ge: '\\ge ',
  ne: '\\ne ',
  nbsp: ' ',
  amp: '&',
  times: '\\times ',
  divide: '\\div ',
  minus: '-',
  deg: '\\degree ',
  pi: '\\pi ',
  infin: '\\infty ',
  radic: '\\surd ',
  frac12: '\\frac{1}{2}',
  sup2: '^2',
  sup3: '^3',
  quot: '"'
}
const entity = /&(?:([a-z]+\d*)|#(\d{2,6}));/gi
const power = /<sup>([^<>]{1,40})<\/sup>/gi
const index = /<sub>([^<>]{1,40})<\/sub>/gi
/** Only pairs, so that `a<b` stays a comparison. */
const pair = /<(b|i|u|em|strong|span|p|div|code|math|mark)\b[^<>]{0,80}>([^<>]*)<\/\1>/gi

/** An answer as a web page writes it, without tags and entities. */
export function withoutHtml(text: string): string {
  if (!/&[a-z#]\w*;|<\/|<br/i.test(text)) return text
  return text
    .replace(power, '^{$1}')
    .replace(index, '_{$1}')
    .replace(pair, '$2')
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(entity, (whole, name?: string, code?: string) =>
      name === undefined
        ? String.fromCodePoint(Number(code))
        : (entities[name.toLowerCase()] ?? whole)
    )
}
