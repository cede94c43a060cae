import { boxes } from './boxed.ts'
import { extract } from './extract.ts'
import { explicitChoice } from './extraction/stated-choice.ts'
import { choiceLetter } from './structures/choices.ts'

const letters = [...'ABCDEFGHIJ']

/** What a data set gives as the right answer, ready to compare an output with. */
export interface Reference {
  readonly answer: string
  /** The options to look for in an output, where the answer is the letter of one. */
  readonly choices: readonly string[]
}

/** Reads a reference answer: the answer itself, or a whole solution that states it. */
export function reference(gold: string): Reference {
  const letter = choiceLetter(gold) ?? explicitChoice(gold, new Set(letters))
  if (letter !== null) return { answer: letter, choices: letters }
  const isSolution = boxes(gold).length > 0 || gold.includes('####')
  return { answer: (isSolution ? extract(gold).answer : null) ?? gold, choices: [] }
}
