/** A sentence that the program says in English, taken apart at its values. */
export interface Sentence {
  /** What stands between its values, from before the first to after the last. */
  readonly pieces: readonly string[]
  readonly names: readonly string[]
  readonly translated: string
}

/** Characters by which sentences are told apart: more leave hardly fewer to try. */
const ANCHOR = 8

/**
 * Finds the sentences that a text can be by how it begins, or by how it ends where a sentence begins with a value. The one
 * that says most in its own words comes first, as another could be read into it.
 *
 * @param told translations by the English sentence, `{name}` for each value
 */
export function indexSentences(
  told: Readonly<Record<string, string>>
): (text: string) => readonly Sentence[] {
  const sentences = Object.entries(told)
    .map(([english, translated]) => sentenceOf(english, translated))
    .sort((a, b) => b.pieces.join('').length - a.pieces.join('').length)
  const ranks = new Map(sentences.map((sentence, rank) => [sentence, rank]))
  const byAnchor = new Map<string, Sentence[]>()
  for (const sentence of sentences) {
    const anchor = anchorOf(sentence)
    byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), sentence])
  }
  return (text) =>
    anchorsIn(text)
      .flatMap((anchor) => byAnchor.get(anchor) ?? [])
      .sort((a, b) => ranks.get(a)! - ranks.get(b)!)
}

function sentenceOf(english: string, translated: string): Sentence {
  const parts = english.split(/\{(\w+)\}/)
  return {
    pieces: parts.filter((_, index) => index % 2 === 0),
    names: parts.filter((_, index) => index % 2 === 1),
    translated
  }
}

function anchorOf({ pieces }: Sentence): string {
  const [first, last] = [pieces[0]!, pieces.at(-1)!]
  return first === '' ? endAnchor(last, ANCHOR) : startAnchor(first, ANCHOR)
}

/** Each once: those of a short text repeat. */
function anchorsIn(text: string): readonly string[] {
  const lengths = Array.from({ length: ANCHOR }, (_, index) => index + 1)
  return [
    ...new Set([
      ...lengths.map((length) => startAnchor(text, length)),
      ...lengths.map((length) => endAnchor(text, length)),
      // Sentences that begin and end with a value may be anything.
      endAnchor('', 0)
    ])
  ]
}

function startAnchor(text: string, length: number): string {
  return `^${text.slice(0, length)}`
}

function endAnchor(text: string, length: number): string {
  return `$${text.slice(Math.max(0, text.length - length))}`
}
