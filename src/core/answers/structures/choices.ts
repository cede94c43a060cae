/** A letter of a multiple-choice problem, in capitals; null where the answer is none. */
export function choiceLetter(answer: string): string | null {
  const bare = answer
    .replace(/\\(?:text|mathrm|textbf|mathbf)\s*\{([^{}]*)\}/g, '$1')
    .replace(/[$*]/g, '')
    .trim()
  const capital = /^([A-J])[.:]?$/.exec(bare)
  const marked = /^\(\s*([A-Ja-j])\s*\)[.:]?$|^([A-Ja-j])\)[.:]?$/.exec(bare)
  return (capital?.[1] ?? marked?.[1] ?? marked?.[2])?.toUpperCase() ?? null
}

/** Are both answers one bare letter, the same but for its case? */
export function isSameBareLetter(a: string, b: string): boolean {
  return /^[A-Ja-j]$/.test(a) && a.toUpperCase() === b.toUpperCase()
}

/** The letter of the option whose text the answer is; the answer itself where it is none. */
export function asOption(answer: string, options: readonly string[]): string {
  if (choiceLetter(answer) !== null) return answer
  const plain = (text: string) => text.replace(/[\s$]/g, '').toLowerCase()
  const wanted = plain(answer)
  const matches = options.flatMap((option, at) => (plain(option) === wanted ? [at] : []))
  const [only] = matches
  return matches.length === 1 && only !== undefined ? String.fromCharCode(65 + only) : answer
}

/** The letter with which an answer such as `(B) 12` or `B. 12` begins. */
export function leadingChoice(answer: string): string | null {
  const match = /^\s*(?:\$|\\text\s*\{|\*\*)?\s*(?:\(([A-J])\)|([A-J])[.):])(?=[\s}$*]|$)/.exec(
    answer
  )
  return match?.[1] ?? match?.[2] ?? null
}

/** Several letters chosen together, such as `ABD` or `A, B and D`, in order and once each; else null. */
export function choiceSet(answer: string): string | null {
  const letters = answer
    .replace(/\\text\s*\{([^{}]*)\}/g, '$1')
    .replace(/[\s,;$(){}\\]|\band\b/g, '')
  const isSet = /^[A-J]{2,10}$/.test(letters) && new Set(letters).size === letters.length
  return isSet ? [...letters].sort().join('') : null
}
