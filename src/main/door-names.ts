import type { RunningJob } from '../shared/contract/app.ts'

/** What each door calls itself, for people that another process keeps waiting. */
export const DOOR_NAMES = {
  terminal: 'Tandem in the terminal',
  browser: 'Tandem in the browser',
  window: 'The window of Tandem'
} as const

/** The door that calls itself so; another version may know others. */
export function doorNamed(name: string): RunningJob['by'] {
  for (const door of ['terminal', 'browser', 'window'] as const) {
    if (DOOR_NAMES[door] === name) return door
  }
  return 'elsewhere'
}
