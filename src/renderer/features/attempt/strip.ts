import type { StepView } from '../../../shared/view.ts'
import { isPending } from './steps.ts'

/** One cell of the strip: a step, or so many neighbours of a long path. */
export interface StripCell {
  /** Numbers of the first and the last step in it. */
  readonly first: number
  readonly last: number
  readonly tokens: number
  /** Share of its tokens that the target wrote. */
  readonly target: number
  /** Whether none of its steps is decided yet. */
  readonly pending: boolean
}

/** A path's steps in at most so many cells, a step a cell where they fit. */
export function stripCells(steps: readonly StepView[], most: number): StripCell[] {
  const size = Math.ceil(steps.length / most)
  const cells: StripCell[] = []
  for (let start = 0; start < steps.length; start += size) {
    cells.push(cellOf(steps.slice(start, start + size)))
  }
  return cells
}

function cellOf(steps: readonly StepView[]): StripCell {
  const tokens = steps.reduce((sum, step) => sum + step.tokens, 0)
  const written = steps
    .filter(({ author }) => author === 'target')
    .reduce((sum, step) => sum + step.tokens, 0)
  return {
    first: steps[0]!.index,
    last: steps.at(-1)!.index,
    tokens,
    target: tokens === 0 ? 0 : written / tokens,
    pending: steps.every(isPending)
  }
}
