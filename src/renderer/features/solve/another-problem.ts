/** Whether a text is a problem that was only written on, such as one whose end was missing. */
export function isWrittenOn(problem: string, text: string): boolean {
  return text.includes(problem) || without(wordsOf(problem), wordsOf(text)).length === 0
}

/**
 * Whether a text that took the place of a problem is another problem, rather than the same one corrected: most of its
 * words are others, or more than one of its figures.
 */
export function isAnotherProblem(problem: string, text: string): boolean {
  const [before, after] = [wordsOf(problem), wordsOf(text)]
  const gone = without(before, after)
  const come = without(after, before)
  // A part of it is left of what is being rewritten; nothing came of another.
  if (come.length === 0) return after.length === 0
  if (gone.length === 0) return false
  const shared = before.length - gone.length
  const figures = Math.min(gone.filter(isFigure).length, come.filter(isFigure).length)
  return figures > 1 || 2 * shared < Math.max(before.length, after.length)
}

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Also of languages that put no spaces between them. */
function wordsOf(text: string): readonly string[] {
  return [...SEGMENTER.segment(text.toLowerCase())]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)
}

function isFigure(word: string): boolean {
  return /^\p{N}/u.test(word)
}

/** The words that are left when each of the others has taken away one like it. */
function without(words: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1)
  return words.filter((word) => {
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    return count <= 0
  })
}
