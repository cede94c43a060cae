import type { Charge, Purpose, Role } from './cost.ts'
import type { AttemptEvent } from './events.ts'

/** Work of one model within an attempt, in milliseconds from its first call. */
export interface Span {
  readonly model: Role
  readonly purpose: Purpose
  readonly from: number
  readonly to: number
}

/** How far the calls that are known have come. */
export interface CallClock {
  /** The end of the latest call. */
  readonly now: number
  /** A path that opens next cannot have begun before: what it was opened for was known only then. */
  readonly floor: number
  /** Where each open path stands: its number, and the end of its latest call. */
  readonly open: readonly (readonly [path: number, until: number])[]
}

export const CLOCK_AT_START: CallClock = { now: 0, floor: 0, open: [] }

/**
 * Places the calls behind an event in time. Events say how long each call took and stand in the order in which they
 * happened, but not when: a call begins where its path's last one ended, or later where an event of another path came
 * before. What is derived so is never later than it was; where paths take turns (`exact`) a path also waits for the
 * others.
 */
export function tick(
  clock: CallClock,
  event: AttemptEvent,
  { exact }: { readonly exact: boolean }
): { readonly clock: CallClock; readonly spans: readonly Span[] } {
  switch (event.type) {
    case 'selected': {
      const { spans, end } = place(event.cost, { begin: clock.now, last: clock.now, least: 0 })
      return { clock: { ...clock, now: end, floor: end }, spans }
    }
    case 'decided':
      return { clock: { ...clock, floor: clock.now }, spans: [] }
    case 'path-opened':
    case 'step-written':
    case 'step-drafted':
    case 'step-scored':
    case 'step-accepted':
    case 'step-rewritten':
    case 'path-ended': {
      const others = clock.open.filter(([path]) => path !== event.path)
      const until = clock.open.find(([path]) => path === event.path)?.[1] ?? clock.floor
      const begin = exact ? clock.now : until
      const { spans, end } = place(event.cost, { begin, last: until, least: clock.now })
      const ended = event.type === 'path-ended'
      const now = Math.max(clock.now, end)
      return {
        clock: {
          now,
          floor: ended && others.length === 0 ? now : clock.floor,
          open: ended ? others : [...others, [event.path, Math.max(until, end)]]
        },
        spans
      }
    }
    case 'started':
    case 'noted':
    case 'step-progress':
    case 'voted':
    case 'finished':
    default:
      // What a call that was cut off had spent, which `finished` brings, has no place: its path is not told.
      return { clock, spans: [] }
  }
}

/**
 * Calls one after another, from `begin` on, or so much later that the last of them does not end before `least`. One with a
 * head start began before the path's last call ended; it holds up what follows only where it outlasted that.
 *
 * @param last where the path's last call ended
 */
function place(
  charges: readonly Charge[],
  { begin, last, least }: { readonly begin: number; readonly last: number; readonly least: number }
): { readonly spans: readonly Span[]; readonly end: number } {
  let [end, before] = [begin, last]
  const spans: Span[] = []
  for (const { model, purpose, ms, headStart } of charges) {
    if (ms === 0) continue
    const from = headStart === undefined ? end : before - headStart
    const to = from + ms
    end = Math.max(end, to)
    before = Math.max(before, to)
    spans.push({ model, purpose, from, to })
  }
  if (end === begin || end >= least) return { spans, end }
  const late = least - end
  // What was over before these calls began did not wait with them.
  const moved = spans.map((span) =>
    span.to <= begin ? span : { ...span, from: span.from + late, to: span.to + late }
  )
  return { spans: moved, end: least }
}
