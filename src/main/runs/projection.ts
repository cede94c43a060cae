import type { AttemptEvent } from '../../shared/events.ts'
import { emptyView, fold } from '../../shared/fold.ts'
import type { AttemptView } from '../../shared/view.ts'
import type { Database } from '../store/sql.ts'
import { writePath } from '../store/tables/paths.ts'
import { insertSelection } from '../store/tables/selections.ts'
import { insertStep } from '../store/tables/steps.ts'
import { insertVotes } from '../store/tables/votes.ts'

/** The rows of one attempt that follow from its events: what searching and counting need. */
export class Projection {
  readonly #attempt: number
  #view = emptyView()
  #settledSteps = 0

  constructor(attempt: number) {
    this.#attempt = attempt
  }

  /** The attempt so far. */
  get view(): AttemptView {
    return this.#view
  }

  /** Takes the next event. Returns what writes its rows, where it has some. */
  take(event: AttemptEvent): ((database: Database) => void) | null {
    this.#view = fold(this.#view, event)
    const [attempt, view] = [this.#attempt, this.#view]
    switch (event.type) {
      case 'selected':
        return (database) => insertSelection(database, attempt, view.selection ?? [])
      case 'voted':
        return (database) => insertVotes(database, attempt, event.votes)
      case 'path-opened':
      case 'path-ended': {
        const path = pathOf(view, event.path)
        return (database) => writePath(database, attempt, path)
      }
      case 'step-written':
      case 'step-accepted':
      case 'step-rewritten': {
        const step = pathOf(view, event.path).steps.find(({ index }) => index === event.step)
        const ordinal = this.#settledSteps++
        return step ? (database) => insertStep(database, attempt, ordinal, event.path, step) : null
      }
      case 'started':
      case 'noted':
      case 'step-progress':
      case 'step-drafted':
      case 'step-scored':
      case 'decided':
      case 'finished':
        return null
      default:
        event satisfies never
        // What a later version told, in a run that was imported from it, has no rows here.
        return null
    }
  }
}

function pathOf(view: AttemptView, id: number) {
  const path = view.paths.find((one) => one.id === id)
  if (!path) throw new Error(`Event of path ${id}, which was never opened`)
  return path
}
