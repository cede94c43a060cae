import type { PathView } from '../../../shared/view.ts'
import type { Position } from '../attempt/steps.ts'

/** Where two attempts part: the first step of a path of each that differs. */
export interface Divergence {
  readonly a: Position
  readonly b: Position
}

/**
 * Where two attempts part: of the paths that belong together, those that go together longest. Null where they are the
 * same, or have no paths that belong together.
 */
export function divergence(a: readonly PathView[], b: readonly PathView[]): Divergence | null {
  let found: (Divergence & { readonly shared: number }) | null = null
  for (const path of a) {
    const other = counterpart(path, b)
    const shared = other && sharedSteps(path, other)
    if (!other || shared === null || shared === undefined) continue
    if (found === null || shared > found.shared) {
      found = { a: { path: path.id, step: shared }, b: { path: other.id, step: shared }, shared }
    }
  }
  return found && { a: found.a, b: found.b }
}

/** The path on the same strategy; without strategies the one of the same number. */
function counterpart(
  { id, strategy }: PathView,
  others: readonly PathView[]
): PathView | undefined {
  const alike = others.find((other) => strategy !== null && other.strategy?.id === strategy.id)
  return alike ?? others.find((other) => other.id === id)
}

/** How many steps two paths have in common before they differ; null where they never do. */
function sharedSteps({ steps: one }: PathView, { steps: other }: PathView): number | null {
  const length = Math.max(one.length, other.length)
  for (let index = 0; index < length; index++) {
    const [ofOne, ofOther] = [one[index], other[index]]
    if (ofOne?.text.trim() === ofOther?.text.trim()) continue
    // Where one has ended, what can be looked at is its last step.
    return Math.max(0, Math.min(index, one.length - 1, other.length - 1))
  }
  return null
}
