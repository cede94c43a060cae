const typeface =
  /\\(?:text|textbf|textit|textrm|textsf|mathrm|mathbf|mathsf|boldsymbol|mathcal|operatorname|mbox|bf|rm)\s*\{([^{}]*)\}/g
const switches =
  /\\(?:bf|rm|it|sf|tt|bfseries|itshape|large|Large|LARGE|huge|Huge|displaystyle)(?![a-zA-Z])\s*/g
const spaces = /\\(?:[ ,;:!]|q?quad(?![a-zA-Z]))|~/g
const introduction =
  /^(?:(?:the\s+)?(?:correct\s+)?(?:final\s+)?(?:answer|option|choice|letter)(?:\s+(?:is|choice|option))?\s*:?|选项|选)\s*/i

/** The answer without typefaces, delimiters and the word "option" before it. */
function bare(answer: string): string {
  return answer
    .replace(typeface, '$1')
    .replace(switches, '')
    .replace(spaces, ' ')
    .replace(/[$*]/g, '')
    .trim()
    .replace(introduction, '')
    .trim()
}

/** A letter of a multiple-choice problem, in capitals; null where the answer is none. */
export function choiceLetter(answer: string): string | null {
  if (answer.length > 200 || !/[A-Ja-j]/.test(answer)) return null
  const plain = bare(answer)
  const capital = /^([A-J])[.:]?$/.exec(plain)
  const marked = /^[([{]\s*([A-Ja-j])\s*[)\]}][.:]?$|^([A-Ja-j])\)[.:]?$/.exec(plain)
  return (capital?.[1] ?? marked?.[1] ?? marked?.[2])?.toUpperCase() ?? null
}

/** Are both answers one bare letter, the same but for its case? */
export function isSameBareLetter(a: string, b: string): boolean {
  return /^[A-Ja-j]$/.test(a) && a.toUpperCase() === b.toUpperCase()
}

const label = /^\s*(?:\(([A-J])\)|([A-J])[.):])(?=[\s\d\\}*-]|$)\s*/

/** The letter with which an answer such as `(B) 12` or `B. 12` begins. */
export function leadingChoice(answer: string): string | null {
  return labelled(answer)?.letter ?? null
}

/** An answer that is a letter and its text; null for any other. */
export function labelled(
  answer: string
): { readonly letter: string; readonly text: string } | null {
  if (answer.length > 2_000 || !/[A-J].{0,40}[.):]/s.test(answer)) return null
  const plain = bare(answer)
  const match = label.exec(plain)
  const letter = match?.[1] ?? match?.[2]
  return match && letter !== undefined ? { letter, text: plain.slice(match[0].length) } : null
}

/** Several letters chosen together, such as `ABD` or `A, B and D`, in order and once each; else null. */
export function choiceSet(answer: string): string | null {
  if (!/[A-J].*[A-J]/s.test(answer)) return null
  const letters = answer.replace(typeface, '$1').replace(/[\s,;$(){}\\]|\band\b/g, '')
  const isSet = /^[A-J]{2,10}$/.test(letters) && new Set(letters).size === letters.length
  return isSet ? [...letters].sort().join('') : null
}
