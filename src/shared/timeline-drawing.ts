import { roundStep } from './round-step.ts'
import type { Activity, Stretch } from './timeline.ts'

/** A box of a lane: `left` and `width` in pixels, `top` and `height` in shares of the lane's height. */
export interface TimelineBox {
  readonly left: number
  readonly width: number
  readonly top: number
  readonly height: number
}

/** What a timeline is from end to end: milliseconds, and the pixels that show them. */
export interface TimelineScale {
  readonly ms: number
  readonly width: number
}

/** Pixels from the left end to a moment. */
export function xOf(moment: number, { ms, width }: TimelineScale): number {
  return ms > 0 ? (moment / ms) * width : 0
}

/** Narrower stretches than this cannot be told apart; they are put together. */
const LEAST_PX = 2

const FROM_THE_BOTTOM: readonly Activity[] = ['kept', 'written', 'rejected', 'scored', 'other']

/**
 * The boxes of one lane, by what they show. A stretch that is wide enough is a box of the full height; of narrower ones
 * every two pixels become a stack of boxes as high as their shares of that time, so that a lane never has more boxes
 * than its width allows, however many steps it has.
 */
export function boxesOf(
  lane: readonly Stretch[],
  scale: TimelineScale
): ReadonlyMap<Activity, readonly TimelineBox[]> {
  const boxes = new Map<Activity, TimelineBox[]>()
  const columns = new Map<number, Map<Activity, number>>()
  for (const { activity, from, to } of lane) {
    const [left, right] = [xOf(from, scale), xOf(to, scale)]
    if (right - left >= LEAST_PX) add(activity, { left, width: right - left, top: 0, height: 1 })
    else spread(columns, activity, left, right)
  }
  for (const [column, shares] of columns) {
    let top = 1
    for (const activity of FROM_THE_BOTTOM) {
      const height = (shares.get(activity) ?? 0) / LEAST_PX
      if (height === 0) continue
      top -= height
      add(activity, { left: column * LEAST_PX, width: LEAST_PX, top, height })
    }
  }
  return boxes

  function add(activity: Activity, box: TimelineBox): void {
    const list = boxes.get(activity)
    if (list === undefined) boxes.set(activity, [box])
    else list.push(box)
  }
}

/** Adds a narrow stretch to the columns that it touches: two at most. */
function spread(
  columns: Map<number, Map<Activity, number>>,
  activity: Activity,
  left: number,
  right: number
): void {
  const first = Math.floor(left / LEAST_PX)
  for (let column = first; column * LEAST_PX < right; column++) {
    const covered = Math.min(right, (column + 1) * LEAST_PX) - Math.max(left, column * LEAST_PX)
    const shares = columns.get(column) ?? new Map<Activity, number>()
    shares.set(activity, (shares.get(activity) ?? 0) + covered)
    columns.set(column, shares)
  }
}

/** Boxes as the data of one SVG path: however many there are, they are one element. */
export function pathData(
  boxes: readonly TimelineBox[],
  { top, height }: { readonly top: number; readonly height: number }
): string {
  return boxes
    .map((box) => {
      const [x, y] = [figure(box.left), figure(top + box.top * height)]
      const [w, h] = [figure(box.width), figure(box.height * height)]
      return `M${x} ${y}h${w}v${h}h-${w}z`
    })
    .join('')
}

function figure(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Round moments along an axis of so many milliseconds, about `parts` of them. */
export function momentsOf(ms: number, parts: number): number[] {
  if (ms <= 0) return [0]
  const every = roundStep(ms / parts)
  return Array.from({ length: Math.floor(ms / every) + 1 }, (_, index) => index * every)
}
