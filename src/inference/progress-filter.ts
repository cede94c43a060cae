import type { Clock } from '../core/ports.ts'
import type { AttemptEvent } from '../shared/events.ts'

/** Nobody reads faster than a screen shows pictures. */
const EVERY_MS = 33

/** Says of each event whether it is worth a message: progress of a step is, some thirty times a second and path. */
export function createProgressFilter(clock: Clock): (event: AttemptEvent) => boolean {
  const last = new Map<number, number>()
  return (event) => {
    if (event.type !== 'step-progress') return true
    const now = clock()
    if (now - (last.get(event.path) ?? -Infinity) < EVERY_MS) return false
    last.set(event.path, now)
    return true
  }
}
