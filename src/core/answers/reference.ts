import { boxes } from './boxed.ts'
import { extract } from './extract.ts'
import { explicitChoice } from './extraction/stated-choice.ts'
import { choiceLetter } from './structures/choices.ts'

const letters = [...'ABCDEFGHIJ']
/** A gold answer in a sentence is short; what is longer tells how one gets there. */
const longestSentence = 200

/** What a data set gives as the right answer, ready to compare an output with. */
export interface Reference {
  readonly answer: string
  /** The options to look for in an output, where the answer is the letter of one. */
  readonly choices: readonly string[]
}

/** Reads a reference answer: the answer itself, or a whole solution that states it. */
export function reference(gold: string): Reference {
  const isSolution =
    boxes(gold).length > 0 || gold.includes('####') || /\banswer\s+is\b/i.test(gold)
  const answer = (isSolution ? extract(gold).answer : null) ?? gold
  const stated =
    isSolution || gold.length > longestSentence ? null : explicitChoice(gold, new Set(letters))
  const letter = choiceLetter(answer) ?? stated
  return letter === null ? { answer, choices: [] } : { answer: letter, choices: letters }
}
