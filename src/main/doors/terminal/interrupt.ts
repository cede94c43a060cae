import { EngineFailure } from '../../engine/engine.ts'

/** Stopped by Ctrl-C, or asked to end by the system. */
export const STOPPED = 130

/** Thrown where work that was asked to stop could not come to an end of its own. */
export class StoppedByPerson extends Error {
  override name = 'Interrupted'
}

const working = new Set<AbortController>()
let listening = false

/**
 * From now on Ctrl-C stops whatever is under way, and says so: work that can stop gently is asked to, everything else,
 * and work that was asked before, is left at once.
 */
export function listenForInterrupts(): void {
  if (listening) return
  listening = true
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
}

/** Runs work that Ctrl-C stops gently: the first asks it to stop, a second one ends the program. */
export async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  listenForInterrupts()
  const controller = new AbortController()
  working.add(controller)
  try {
    return await work(controller.signal)
  } catch (error) {
    // What was cut off in the middle fails in ways of its own; that it was stopped is the reason.
    const cutOff =
      error instanceof EngineFailure || (error instanceof Error && error.name === 'AbortError')
    throw controller.signal.aborted && cutOff ? new StoppedByPerson('Stopped.') : error
  } finally {
    working.delete(controller)
  }
}

function interrupt(): void {
  const asked = [...working].filter(({ signal }) => !signal.aborted)
  for (const controller of asked) controller.abort()
  if (asked.length > 0) return
  process.stderr.write('Stopped.\n')
  process.exit(STOPPED)
}
