import katex from 'katex'

const MOST_KEPT = 2000
const kept = new Map<string, string>()

/** Deeper ones exhaust the stack; nobody could read them. */
const DEEPEST = 60
/** Each cell of a matrix becomes half a kilobyte of the page. */
const MOST_CELLS = 400

/**
 * All that could give a short formula a long meaning. The few expansions that KaTeX would allow it are enough to stand
 * still for: an argument that is repeated a thousand times, within another one.
 */
const DEFINING = /\\(?:[egx]?def|let|futurelet|newcommand|renewcommand|providecommand)(?![a-zA-Z])/

/** Takes part as the page shows a formula: the policy of the page forbids style attributes, and allows styles set so. */
export function applyStyles(shown: Element): void {
  for (const element of shown.querySelectorAll<HTMLElement>('[data-style]')) {
    element.style.cssText = element.dataset.style!
  }
}

/**
 * A formula as HTML with MathML. What LaTeX does not understand comes back as it was written, marked as such; so does
 * what defines macros, and what is deeper or wider than anybody writes: formulas come from models and from files.
 */
export function typeset(tex: string, display: boolean): string {
  const key = `${display ? 'D' : 'T'}${tex}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const html = isReasonable(tex) ? render(tex, display) : asWritten(tex)
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(key, html)
  return html
}

function render(tex: string, display: boolean): string {
  try {
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
    // KaTeX escapes the quotes of whatever a formula says: only its own attributes read so.
    return html.replaceAll(' style="', ' data-style="')
  } catch {
    // KaTeX reports what it cannot read, but not that the stack was too small for it.
    return asWritten(tex)
  }
}

function isReasonable(tex: string): boolean {
  if (DEFINING.test(tex)) return false
  if ((tex.match(/&|\\\\/g) ?? []).length > MOST_CELLS) return false
  let depth = 0
  return !tex.match(/[{}]/g)?.some((brace) => (depth += brace === '{' ? 1 : -1) > DEEPEST)
}

function asWritten(tex: string): string {
  const text = tex.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<span class="katex-error">${text}</span>`
}
