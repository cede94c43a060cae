import { asOption } from '../answers/options.ts'
import { choiceLetter, choiceSet } from '../answers/structures/choices.ts'
import type { AnswerKind } from './answer-kind.ts'
import { compareMathematics } from './mathematics.ts'

export const choice: AnswerKind = {
  name: 'choice',
  title: 'Choice',
  description: 'one or more of the options, by letter or by text',
  instruction: 'Answer with the letter of the right option.',
  compare: compareMathematics,
  unusable(gold, options = []) {
    const letter = choiceLetter(asOption(gold, options))
    if (letter === null) {
      return choiceSet(gold) === null ? 'neither a letter nor the text of an option' : null
    }
    const missing = options.length > 0 && letter.charCodeAt(0) - 65 >= options.length
    return missing ? 'a letter beyond the options' : null
  }
}
