import type { Attempt } from './attempt.ts'
import { conclude, concludeAfter } from './conclude.ts'
import { endOfPath, type Path } from './path.ts'
import { takeStep } from './step.ts'
import type { Standing } from './stop.ts'

/** Whether the paths that are still open may be stopped, asked after every step: the reason, or null. */
export type Stopping = (standing: Omit<Standing, 'weight'>) => string | null

/**
 * Opens paths and advances them to their ends: each is a loop of its own, so that a path that is being rewritten
 * stalls no other. In exact mode they take turns, a step each, so that nothing depends on what was faster. Whoever
 * made the paths closes them.
 */
export async function advance(
  attempt: Attempt,
  paths: readonly Path[],
  stopping: Stopping
): Promise<void> {
  if (attempt.options.exact) return takeTurns(attempt, paths, stopping)
  await Promise.all(
    paths.map(async (path) => {
      await openPath(attempt, path)
      while (path.end === null) await takeTurn(attempt, path, paths, stopping)
    })
  )
}

/** Advances a path that is open to its end, alone. */
export async function finishPath(attempt: Attempt, path: Path): Promise<void> {
  while (path.end === null) await takeTurn(attempt, path, [path], () => null)
}

/** Gives back what paths hold of the models' contexts. */
export async function closeAll(paths: readonly Path[]): Promise<void> {
  await Promise.all(paths.map((path) => path.close()))
}

async function takeTurns(
  attempt: Attempt,
  paths: readonly Path[],
  stopping: Stopping
): Promise<void> {
  for (const path of paths) await openPath(attempt, path)
  for (let open = paths; open.length > 0; open = open.filter(({ end }) => end === null)) {
    for (const path of open) {
      if (path.end === null) await takeTurn(attempt, path, paths, stopping)
    }
  }
}

/** Opens a path; one that cannot be opened has ended. */
export async function openPath(attempt: Attempt, path: Path): Promise<void> {
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
  stopping: Stopping
): Promise<void> {
  try {
    await takeStep(attempt, path)
    const end = endOfPath(path.steps, attempt.options.maxTokens, attempt.prompts)
    if (end !== null) await conclude(attempt, path, end)
  } catch (error) {
    await concludeAfter(attempt, path, error)
  }
  stopTheRest(attempt, paths, stopping)
}

function stopTheRest(attempt: Attempt, paths: readonly Path[], stopping: Stopping): void {
  const open = paths.filter((path) => path.end === null && !path.stopping)
  if (open.length === 0) return
  const reason = stopping({
    ballots: paths.flatMap(({ ballot }) => ballot ?? []),
    open: open.map((path) => path.mostWeight)
  })
  if (reason === null) return
  attempt.emit({ type: 'decided', text: `The paths that are open stop: ${reason}.` })
  for (const path of open) path.stop()
}
