import type { Attempt } from './attempt.ts'
import { conclude, concludeAfter } from './conclude.ts'
import { endOfPath, type Path } from './path.ts'
import { takeStep } from './step.ts'
import { reasonToStop } from './stop.ts'

/**
 * Opens paths and advances them to their ends: each is a loop of its own, so that a path that is being rewritten
 * stalls no other. In exact mode they take turns, a step each, so that nothing depends on what was faster. Whenever
 * a path has ended, the method's stop rule may stop the rest.
 *
 * @param waiting Paths that may be opened later: they count as open in the stop rule.
 */
export async function advance(
  attempt: Attempt,
  paths: readonly Path[],
  waiting: number = 0
): Promise<void> {
  try {
    if (attempt.options.exact) await takeTurns(attempt, paths, waiting)
    else {
      await Promise.all(
        paths.map(async (path) => {
          await open(attempt, path)
          while (path.end === null) await takeTurn(attempt, path, paths, waiting)
        })
      )
    }
  } finally {
    await Promise.all(paths.map((path) => path.close()))
  }
}

async function takeTurns(attempt: Attempt, paths: readonly Path[], waiting: number): Promise<void> {
  for (const path of paths) await open(attempt, path)
  for (let open = paths; open.length > 0; open = open.filter(({ end }) => end === null)) {
    for (const path of open) {
      if (path.end === null) await takeTurn(attempt, path, paths, waiting)
    }
  }
}

async function open(attempt: Attempt, path: Path): Promise<void> {
  try {
    await path.open()
  } catch (error) {
    await concludeAfter(attempt, path, error)
  }
}

/** One step of one path, and its end if that was the last. */
async function takeTurn(
  attempt: Attempt,
  path: Path,
  paths: readonly Path[],
  waiting: number
): Promise<void> {
  try {
    await takeStep(attempt, path)
    const end = endOfPath(path.steps, attempt.options.maxTokens, attempt.prompts)
    if (end !== null) await conclude(attempt, path, end)
  } catch (error) {
    await concludeAfter(attempt, path, error)
  }
  if (path.end !== null) stopTheRest(attempt, paths, waiting)
}

function stopTheRest(attempt: Attempt, paths: readonly Path[], waiting: number): void {
  const open = paths.filter((path) => path.end === null && !path.stopping)
  const reason = reasonToStop(attempt.options.stop ?? attempt.method.stop, {
    ballots: paths.flatMap(({ ballot }) => ballot ?? []),
    open: open.length + waiting,
    weight: attempt.options.vote
  })
  if (reason === null || open.length === 0) return
  attempt.emit({ type: 'decided', text: `The other paths stop: ${reason}.` })
  for (const path of open) path.stop()
}
