import { call } from '../../lib/api.ts'
import { type Groups, groupsOf, NO_GROUPS } from './tally.ts'

/** Which answers are the same, asked of the grader whenever a new wording turns up. */
export class AnswerGroups {
  groups = $state.raw<Groups>(NO_GROUPS)
  #asked = ''

  /** Asks where there is something to tell apart. Until the answer comes, or where none comes, answers stay as written. */
  learn(wordings: readonly string[], answerKind: string | null): void {
    const question = JSON.stringify([wordings, answerKind])
    if (wordings.length < 2 || question === this.#asked) return
    this.#asked = question
    call('answers.group', { answers: [...wordings], answerKind }).then(
      (numbers) => {
        if (this.#asked === question) this.groups = groupsOf(wordings, numbers)
      },
      () => undefined
    )
  }
}
