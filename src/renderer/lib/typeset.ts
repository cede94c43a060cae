import katex from 'katex'

const MOST_KEPT = 2000
const kept = new Map<string, string>()

/** A formula as HTML with MathML. What LaTeX does not understand comes back as it was written, marked as such. */
export function typeset(tex: string, display: boolean): string {
  const key = `${display ? 'D' : 'T'}${tex}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const html = katex.renderToString(tex, {
    displayMode: display,
    throwOnError: false,
    errorColor: 'var(--bad-ink)',
    output: 'htmlAndMathml',
    strict: 'ignore',
    trust: false,
    maxExpand: 200,
    maxSize: 20
  })
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(key, html)
  return html
}
