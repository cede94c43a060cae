import type { PathView } from '../../../shared/view.ts'
import type { Position } from './steps.ts'

const VIEWER_KEYS = new Set(['[', ']', 'j', 'k', 'r', 'd'])

/** Whether a key moves in the viewer: not while something is typed, nor with a modifier. */
export function isViewerKey(event: KeyboardEvent, letterKeys: boolean): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !VIEWER_KEYS.has(event.key)) return false
  if (!letterKeys && /[a-z]/.test(event.key)) return false
  const target = event.target as HTMLElement | null
  return target?.closest('input, textarea, select, [contenteditable], [role=listbox]') === null
}

/** The same step of the path before or after. */
export function nextPath(
  paths: readonly PathView[],
  from: Position | null,
  direction: 1 | -1
): Position | null {
  const index = paths.findIndex(({ id }) => id === from?.path)
  const path = paths[from === null ? 0 : clamp(index + direction, paths.length)]
  if (!path) return null
  return { path: path.id, step: Math.max(0, Math.min(from?.step ?? 0, path.steps.length - 1)) }
}

/** The step before or after, within its path. */
export function nextStep(
  paths: readonly PathView[],
  from: Position | null,
  direction: 1 | -1
): Position | null {
  const path = paths.find(({ id }) => id === from?.path) ?? paths[0]
  if (!path || path.steps.length === 0) return null
  if (from === null) return { path: path.id, step: 0 }
  return { path: path.id, step: clamp(from.step + direction, path.steps.length) }
}

/** The next step that the target rewrote, from here through the later paths and round to the first. */
export function nextRewritten(paths: readonly PathView[], from: Position | null): Position | null {
  const rewritten = paths.flatMap(({ id, steps }) =>
    steps
      .filter(({ rejected }) => rejected !== null)
      .map(({ index }) => ({ path: id, step: index }))
  )
  if (from === null) return rewritten[0] ?? null
  const later = rewritten.find(
    ({ path, step }) => path > from.path || (path === from.path && step > from.step)
  )
  return later ?? rewritten[0] ?? from
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index))
}
