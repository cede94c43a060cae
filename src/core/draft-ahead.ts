import type { Purpose } from '../shared/cost.ts'
import type { Attempt } from './attempt.ts'
import { endOfPath, type Path } from './path.ts'
import type { WrittenStep } from './read-tokens.ts'
import { stepLimit } from './step-limits.ts'
import { writeStep } from './write-step.ts'

/**
 * Lets the draft write the next step of a path while the target judges one, as if that one stood. If it does, this is the
 * next draft, to the letter what it would have been: `writeStep` draws by seed, path and step alone. If it does not, the
 * writing is cut off, and what it took is on the bill as written in vain.
 *
 * Nothing is begun behind a step that will end its path, or that cannot stand since it is empty.
 */
export function writeAhead(attempt: Attempt, path: Path, judged: WrittenStep): void {
  const { options, prompts } = attempt
  if (options.draftAhead === 'off' || path.isAhead || judged.text.trim() === '') return
  if (endOfPath([...path.steps, judged], options.maxTokens, prompts) !== null) return
  const [draft, target] = [path.thread('draft'), path.thread('target')]
  const [begin, room, began] = [draft.mark(), draft.room, path.bill.ms]
  // The target is about to read the step, in as many tokens as the draft or in others: `take` looks again.
  const maxTokens = stepLimit(options, {
    tokens: path.tokens + judged.tokens,
    room: Math.min(room, target.room - judged.tokens)
  })
  if (maxTokens === 0) return

  const { signal } = path
  let dropped = false
  const writing = writeStep(attempt, path, 'draft', {
    step: path.steps.length + 1,
    maxTokens,
    signal: {
      get aborted() {
        return dropped || signal.aborted
      }
    }
  })
  // Whoever takes it is told of its failure; before that there is nobody to tell.
  writing.catch(() => undefined)
  const settle = (purpose: Purpose) =>
    path.bill.charge('draft', purpose, writing, path.bill.ms - began)
  const drop = async () => {
    dropped = true
    await settle('ahead').catch(() => undefined)
  }

  path.goAhead({
    begin,
    async take() {
      const limit = stepLimit(options, { tokens: path.tokens, room: Math.min(room, target.room) })
      if (limit === maxTokens && !signal.aborted) return settle('write')
      await drop()
      await draft.rewind(begin)
      return null
    },
    drop
  })
}
