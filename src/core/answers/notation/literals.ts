const markdown = /(?<![\w)}\]*])(\*\*|__)(?=[^\s*_])([^*\n]{1,400}?)\1(?![\w(*])/g
const code = /^`{1,3}([^`]+)`{1,3}$/
const wrapped = /^(["'])(.*)\1$/s
const keyed = /^\{\s*(["'])(?:answer|final_answer|result)\1\s*:\s*(.*?)\s*\}$/is
const modules = /\b(?:np|numpy|torch|sympy|sp|math|fractions|decimal)\.(?=[a-zA-Z])/g
const constructed =
  /^(?:array|asarray|Decimal|tensor|float(?:16|32|64)?|int(?:8|16|32|64)?|Matrix|list|tuple|Integer|Float)\(([\s\S]*)\)$/
const constructedSet = /^(?:(?:frozen)?set\(\s*[[({]([\s\S]*)[\])}]\s*\)|FiniteSet\(([\s\S]*)\))$/
const interval = /\bInterval(?:\.(open|Lopen|Ropen))?\(([^(),]{1,60}),([^(),]{1,60})\)/g
const equality = /^Eq\(([^(),]{1,60}),([^,]{1,200})\)$/
/** `(3+4j)`, as Python prints a complex number. */
const complex = /^\(?\s*([-+]?[\d.]*(?:[-+][\d.]*)?)j\s*\)?$/
const anyConstructor =
  /\b(?:np|numpy|torch|sympy|sp|math|fractions|decimal)\.[a-zA-Z]|set\(|FiniteSet\(|Interval|^Eq\(|j\s*\)?$|,\s*\)$/
const soleElement = /^\(\s*([^(),]+),\s*\)$/
const emphasised = /^(\*{1,3}|_{1,3})([^*_]+)\1$/
const curly = /^[“”„«‹]([^“”„«»‹›]+)[“”»›]$/
const entry = /\s*["'](\w{1,20})["']\s*:\s*("[^"]*"|'[^']*'|[^,{}[\]"']+)\s*(,|$)/y
const item =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"',[\]{}()][^"',[\]{}()]*))\s*(,|$)/y

/** Longer texts are no answers. */
const longest = 5_000

/** An answer without the quotes, list or emphasis in which a program or Markdown printed it. */
export function withoutLiteral(given: string): string {
  if (given.length > longest) return given
  const text = withoutConstructors(given)
  const inside = /^[a-zA-Z.]+[\d]*\(/.test(text) ? constructed.exec(text)?.[1] : undefined
  if (inside !== undefined) return withoutLiteral(inside.trim())
  if (!/[*_`"'“„«‹]/.test(text)) return text
  const quoted = emphasised.exec(text)?.[2] ?? curly.exec(text)?.[1]
  if (quoted !== undefined) return withoutLiteral(quoted.trim())
  const plain = text.replace(markdown, '$2').trim()
  const bare = (code.exec(plain)?.[1] ?? plain).trim()
  const keyedValue = keyed.exec(bare)?.[2]
  if (keyedValue !== undefined) return withoutLiteral(keyedValue)
  return assignments(bare) ?? listOfStrings(bare) ?? unquoted(bare) ?? bare
}

/** What computer algebra and Python print, as mathematics: intervals, sets, equations, complex numbers. */
function withoutConstructors(text: string): string {
  if (!/[(j.]/.test(text) || !anyConstructor.test(text)) return text
  const plain = text.replace(modules, '')
  const set = plain.includes('et(') ? constructedSet.exec(plain) : null
  if (set) return `\\{${set[1] ?? set[2] ?? ''}\\}`
  return plain
    .replace(interval, (_, kind: string | undefined, from: string, to: string) => {
      const open = kind === 'open' || kind === 'Lopen' ? '(' : '['
      return `${open}${from},${to}${kind === 'open' || kind === 'Ropen' ? ')' : ']'}`
    })
    .replace(equality, '$1 = $2')
    .replace(complex, '$1i')
    .replace(soleElement, '$1')
}

/** `{"x": 1, "y": 2}` gives x = 1, y = 2. */
function assignments(text: string): string | null {
  if (!/^\{\s*["']/.test(text) || !text.endsWith('}')) return null
  const inside = text.slice(1, -1)
  const parts: string[] = []
  for (entry.lastIndex = 0; entry.lastIndex < inside.length;) {
    const match = entry.exec(inside)
    if (!match) return null
    parts.push(`${match[1] ?? ''} = ${unquoted(match[2] ?? '') ?? match[2]?.trim() ?? ''}`)
  }
  return parts.length > 0 ? parts.join(', ') : null
}

/** `'12'` is 12; `'a' and 'b'` is not one quotation. */
function unquoted(text: string): string | null {
  const [, quote = '', inside = ''] = wrapped.exec(text) ?? []
  return quote === '' || inside.includes(quote) || inside.trim() === '' ? null : inside.trim()
}

/** `['2', '5']` gives two answers; a list without quotes is a vector, and stays. */
function listOfStrings(text: string): string | null {
  if (!/^[[(].*["'].*[\])]$/s.test(text)) return null
  const inside = text.slice(1, -1).replace(/,\s*$/, '')
  const items: string[] = []
  let quoted = false
  for (item.lastIndex = 0; item.lastIndex < inside.length;) {
    const match = item.exec(inside)
    if (!match) return null
    quoted ||= match[3] === undefined
    items.push((match[1] ?? match[2] ?? match[3] ?? '').trim())
    if (match[4] === '') break
  }
  return quoted && items.every((one) => one !== '') ? items.join('; ') : null
}
