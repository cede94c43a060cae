import type { Span } from './clock.ts'
import type { Role } from './cost.ts'
import type { AttemptView, PathView, StepView } from './view.ts'

/** What a stretch of a lane was for. A draft is `kept` or `rejected`; whatever else is read or asked is `other`. */
export type Activity = 'kept' | 'rejected' | 'written' | 'scored' | 'other'

/** One model at work on one path, in milliseconds from the attempt's first call. */
export interface Stretch {
  readonly activity: Activity
  readonly from: number
  readonly to: number
}

/** A step in time: from its first call to its last. */
export interface TimedStep {
  readonly step: number
  readonly from: number
  readonly to: number
}

/** A path's two lanes. Where neither has a stretch, the path waits. */
export interface PathTimeline {
  readonly path: number
  readonly from: number
  readonly to: number
  readonly lanes: Readonly<Record<Role, readonly Stretch[]>>
  readonly steps: readonly TimedStep[]
}

/** Milliseconds that an attempt took, or has taken so far: the length of its time axis. */
export function lengthOf({ clock, wallMs }: Pick<AttemptView, 'clock' | 'wallMs'>): number {
  return Math.max(clock.now, wallMs ?? 0)
}

/** Who worked when on a path, derived from the view alone, and so of any attempt that was ever stored. */
export function pathTimeline({ id, spans, steps }: PathView): PathTimeline {
  const lanes: Record<Role, Stretch[]> = { draft: [], target: [] }
  // Of a long path every call is looked at whenever it is drawn: nothing is sorted or copied.
  const begin = steps[0]?.spans[0]?.from ?? Infinity
  const opening = spans.filter(({ from }) => from < begin)
  for (const span of opening) lanes[span.model].push(aroundSteps(span))
  for (const step of steps) {
    for (const span of step.spans) lanes[span.model].push(...ofStep(step, span))
  }
  for (const span of spans.slice(opening.length)) lanes[span.model].push(aroundSteps(span))
  const stretches = [lanes.draft, lanes.target]
  const from = Math.min(...stretches.map((lane) => lane[0]?.from ?? Infinity))
  const to = Math.max(0, ...stretches.map((lane) => lane.at(-1)?.to ?? 0))
  const begun = Math.min(from, to)
  return { path: id, from: begun, to, lanes, steps: timedSteps(steps, begun) }
}

/** A step that took no call, since it was written ahead on another path, stands where the one before it ends. */
function timedSteps(steps: readonly StepView[], begin: number): TimedStep[] {
  let last = begin
  return steps.map(({ index, spans }) => {
    const from = spans[0]?.from ?? last
    last = spans.at(-1)?.to ?? last
    return { step: index, from, to: last }
  })
}

/** Text that was being written when the path ended was dropped. */
function aroundSteps({ purpose, from, to }: Span): Stretch {
  const dropped = purpose === 'write' || purpose === 'ahead'
  return { activity: dropped ? 'rejected' : 'other', from, to }
}

/** A draft of which the target kept the beginning is two stretches, divided as its characters are. */
function ofStep({ rejected, kept }: StepView, { model, purpose, from, to }: Span): Stretch[] {
  if (purpose === 'score') return [{ activity: 'scored', from, to }]
  if (purpose === 'ahead') return [{ activity: 'rejected', from, to }]
  if (purpose !== 'write') return [{ activity: 'other', from, to }]
  if (model === 'target') return [{ activity: 'written', from, to }]
  if (rejected === null) return [{ activity: 'kept', from, to }]
  const share = rejected.text.length === 0 ? 0 : Math.min(1, kept / rejected.text.length)
  const seam = from + share * (to - from)
  return [
    ...(seam > from ? [{ activity: 'kept', from, to: seam } as const] : []),
    ...(seam < to ? [{ activity: 'rejected', from: seam, to } as const] : [])
  ]
}

/** The share of a path's time in which a model had nothing to do; null where the path took no time. */
export function waitingShare({ from, to, lanes }: PathTimeline, role: Role): number | null {
  if (to <= from) return null
  const busy = lanes[role].reduce((sum, stretch) => sum + stretch.to - stretch.from, 0)
  return Math.max(0, 1 - busy / (to - from))
}

/** The step under a moment: the one that lasts then, else the last one before it, else the first. */
export function stepAt({ steps }: PathTimeline, ms: number): number | null {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]!.from <= ms) low = middle + 1
    else high = middle
  }
  return steps[Math.max(0, low - 1)]?.step ?? null
}
