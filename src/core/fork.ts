import type { Fork } from '../shared/fork.ts'
import { finishPath, openPath } from './advance.ts'
import type { Attempt } from './attempt.ts'
import { conclude, concludeAfter } from './conclude.ts'
import { endOfPath, Path } from './path.ts'
import { readGiven, writeByTarget } from './step.ts'

/**
 * Goes on with one path of another attempt from a step on, in which something is done otherwise. The steps before it are
 * read, not written: that is what they cost here, each on its own line of the bill.
 *
 * @returns The one path, which votes alone.
 */
export async function goOn(attempt: Attempt, fork: Fork): Promise<readonly Path[]> {
  const path = new Path(attempt, fork.path, fork.strategy, fork.writer)
  try {
    await openPath(attempt, path)
    if (path.end === null) await takeUp(attempt, path, fork)
    await finishPath(attempt, path)
  } finally {
    await path.close()
  }
  return [path]
}

async function takeUp(attempt: Attempt, path: Path, fork: Fork): Promise<void> {
  try {
    for (const { author, text } of fork.beginning) await readGiven(attempt, path, author, text)
    tellShared(attempt, path, fork)
    if (fork.text !== null) await readGiven(attempt, path, path.judgeRole, fork.text)
    else if (fork.change === 'target') await writeByTarget(attempt, path)
    const end = endOfPath(path.steps, attempt.options.maxTokens, attempt.prompts)
    if (end !== null) await conclude(attempt, path, end)
  } catch (error) {
    await concludeAfter(attempt, path, error)
  }
}

function tellShared({ emit }: Attempt, path: Path, { beginning, attempt }: Fork): void {
  if (beginning.length === 0) return
  const steps =
    beginning.length === 1 ? 'The first step is' : `The first ${beginning.length} steps are`
  emit({
    type: 'noted',
    path: null,
    text: `${steps} shared with attempt ${attempt}: ${path.tokens} tokens that were read here, not written. What writing them cost is on that attempt's bill.`
  })
}
