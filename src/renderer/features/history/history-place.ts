import type { Position } from '../attempt/steps.ts'

/** An attempt, and the step to begin at. */
interface AttemptPlace {
  readonly run: string
  readonly attempt: number
  readonly start: Position | null
}

/** `RUN/ATTEMPT`, and `RUN/ATTEMPT/PATH/STEP`. */
const ATTEMPT = /^([^/]+)\/(\d{1,15})(?:\/(\d{1,9})\/(\d{1,9}))?$/

/** What of the history an address names by what follows the screen in it: all of it, an attempt, or nothing that there is. */
export function historyPlace(rest: readonly string[]): AttemptPlace | 'all' | 'nothing' {
  if (rest.length === 0) return 'all'
  const [, run, attempt, path, step] = ATTEMPT.exec(rest.join('/')) ?? []
  if (run === undefined) return 'nothing'
  const start = path === undefined ? null : { path: Number(path), step: Number(step) }
  return { run, attempt: Number(attempt), start }
}
