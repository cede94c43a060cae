import type { RunView, StepView } from '../../shared/view.ts'

/** What the steps of many attempts say together. */
export interface StepFigures {
  /** Of the n-th step of a path: how many were drafted and judged, and how many stood. */
  readonly byStep: readonly { readonly drafted: number; readonly accepted: number }[]
  /** Steps scored from n to n + 1, by whether their path came to the right answer. */
  readonly scores: readonly { readonly right: number; readonly wrong: number }[]
}

/** Places of a path that are shown one by one; few paths are longer. */
const SHOWN_STEPS = 16
const SCORES = 10

/** Gathers step figures, an attempt at a time. */
export class StepCounter {
  readonly #byStep: { drafted: number; accepted: number }[] = []
  readonly #scores = Array.from({ length: SCORES }, () => ({ right: 0, wrong: 0 }))

  /** @param isRight whether an answer of this attempt is the gold answer; null where nobody knows. */
  add(view: RunView, isRight: (answer: string | null) => boolean | null): void {
    for (const path of view.paths) {
      const outcome = isRight(path.answer)
      for (const step of path.steps) {
        if (step.state === 'accepted' || step.state === 'rewritten') this.#count(step)
        const score = step.rejected ? step.rejected.score : step.score
        if (score !== null && outcome !== null) {
          const bin = this.#scores[Math.min(SCORES - 1, Math.floor(score))]!
          bin[outcome ? 'right' : 'wrong']++
        }
      }
    }
  }

  figures(): StepFigures {
    return { byStep: this.#byStep, scores: this.#scores }
  }

  #count({ index, state }: StepView): void {
    if (index >= SHOWN_STEPS) return
    for (let place = this.#byStep.length; place <= index; place++) {
      this.#byStep.push({ drafted: 0, accepted: 0 })
    }
    const place = this.#byStep[index]!
    place.drafted++
    if (state === 'accepted') place.accepted++
  }
}
