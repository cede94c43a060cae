import type { AttemptEvent } from '../../../shared/events.ts'
import type { AttemptView, PathView, StepView } from '../../../shared/view.ts'
import { answerLine, shownPath, solutionOf } from './shown-path.ts'
import { StopSequences } from './stop-sequences.ts'

/** What a stream says of a step beside its text. */
export interface StepNote {
  readonly path: number
  readonly step: number
  readonly strategy: string | null
  readonly author: StepView['author']
  readonly state: StepView['state']
  /** On the scorer's scale; null where nobody scored it. */
  readonly score: number | null
  readonly text: string
}

/** A piece of what a client is given. */
export interface AttemptPiece {
  /** `content` is the solution; `reasoning` is what led to it: the steps of all paths. */
  readonly kind: 'content' | 'reasoning'
  readonly text: string
  /** The step that has just been taken, where it is one. */
  readonly step: StepNote | null
}

/**
 * An attempt as text, piece by piece while it happens: steps when they stand, then the answer. A method of one path
 * writes the solution itself step by step. Where there are many, their steps are the reasoning, and the solution of
 * the path that won the vote follows at the end: until then nobody knows which it is.
 */
export class AttemptText {
  readonly #onePath: boolean
  readonly #stop: StopSequences
  /** The path whose step was told last. */
  #last: number | null = null

  constructor(paths: 'one' | 'many', stop: readonly string[]) {
    this.#onePath = paths === 'one'
    this.#stop = new StopSequences(stop)
  }

  /** Whether a stop sequence has ended the solution. */
  get stopped(): boolean {
    return this.#stop.met
  }

  /** What an event adds. @param view the attempt after the event. */
  take(event: AttemptEvent, view: AttemptView): AttemptPiece[] {
    const taken = stepTaken(event, view)
    if (taken === null) return []
    const { path, step } = taken
    const note = noteOf(path, step)
    if (this.#onePath) {
      return [{ kind: 'content', text: this.#stop.take(step.text), step: note }]
    }
    const heading = this.#last === path.id ? '' : headingOf(path, this.#last === null)
    this.#last = path.id
    return [{ kind: 'reasoning', text: `${heading}${step.text}`, step: note }]
  }

  /** What is left to say at the attempt's end. */
  end(view: AttemptView): AttemptPiece[] {
    const path = shownPath(view)
    const solution = path === null || this.#onePath ? '' : solutionOf(path)
    const answer = path === null ? '' : answerLine(path)
    const text = this.#stop.take(`${solution}${answer}`) + this.#stop.end()
    return text === '' ? [] : [{ kind: 'content', text, step: null }]
  }
}

/** The step that stands from this event on. */
function stepTaken(
  event: AttemptEvent,
  { paths }: AttemptView
): { readonly path: PathView; readonly step: StepView } | null {
  const { type } = event
  if (type !== 'step-written' && type !== 'step-accepted' && type !== 'step-rewritten') return null
  const path = paths.find(({ id }) => id === event.path)
  const step = path?.steps.findLast(({ index }) => index === event.step)
  return path && step ? { path, step } : null
}

function noteOf({ id, strategy }: PathView, step: StepView): StepNote {
  const { index, author, state, score, text } = step
  return { path: id, step: index, strategy: strategy?.id ?? null, author, state, score, text }
}

function headingOf({ id, strategy }: PathView, first: boolean): string {
  const name = `Path ${id + 1}${strategy === null ? '' : ` (${strategy.name})`}`
  return `${first ? '' : '\n\n'}${name}:\n\n`
}
