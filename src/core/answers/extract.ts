import { boxes } from './boxed.ts'

/** The answer that a whole output states, and the rule that found it. */
export interface Extraction {
  /** Null when the output states no answer. */
  readonly answer: string | null
  readonly rule: 'box' | 'answer-tag' | 'hashes' | 'phrase' | 'maths' | 'number' | 'letter' | 'none'
}

/** Takes the answer out of a model's whole output. Never throws; takes time linear in the output. */
export function extract(
  output: string,
  _options: { readonly choices?: readonly string[] } = {}
): Extraction {
  const last = boxes(output).at(-1)
  if (last) return { answer: last.content || null, rule: last.content ? 'box' : 'none' }
  const number = [...output.matchAll(/-?\d[\d,]*(?:\.\d+)?/g)].at(-1)?.[0]
  return number === undefined
    ? { answer: null, rule: 'none' }
    : { answer: number.replace(/,+$/, ''), rule: 'number' }
}
