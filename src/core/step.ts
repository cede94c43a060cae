import { NO_USAGE, type Role } from '../shared/cost.ts'
import type { Attempt } from './attempt.ts'
import type { Path } from './path.ts'
import { ContextFull, type Written } from './ports.ts'
import { deriveSeed } from './random.ts'
import { decide, scoreShare, scoreStep, type Scored } from './score.ts'

/** Kept free in every context, so that a path that runs full can still be asked for its answer. */
const RESERVED_TOKENS = 64

/** One step of a path, by whoever writes on it. */
export async function takeStep(attempt: Attempt, path: Path): Promise<void> {
  if (path.writer !== 'draft-and-target') return writeAlone(attempt, path, path.writer)
  const { patience } = attempt.method
  if (patience !== null && path.rejections >= patience) return writeUndrafted(attempt, path)
  return speculate(attempt, path)
}

/**
 * SSD, step-level speculative decoding: the draft writes a step, the target scores it, and rewrites it when it is
 * weak. The accepted text becomes the context of both; no accepted token is evaluated twice.
 */
async function speculate(attempt: Attempt, path: Path): Promise<void> {
  const [draft, target] = [path.thread('draft'), path.thread('target')]
  const [draftBefore, targetBefore] = [draft.mark(), target.mark()]
  async function takeBack(): Promise<void> {
    await target.rewind(targetBefore)
    await draft.rewind(draftBefore)
  }
  try {
    if ((await draftStep(attempt, path)) === 'accepted') return
    await takeBack()
    await rewriteStep(attempt, path)
  } catch (error) {
    await takeBack()
    throw error
  }
}

async function draftStep(attempt: Attempt, path: Path): Promise<'accepted' | 'rewritten'> {
  const { emit, options } = attempt
  const step = path.steps.length
  const drafted = await write(attempt, path, 'draft')
  emit({ type: 'step-drafted', ...record(path, step, drafted) })

  const scored = await judge(attempt, path, drafted.text)
  emit({ type: 'step-scored', path: path.id, step, ...scored, cost: path.bill.take() })

  const decision = decide(scored.score, options.threshold)
  if (decision === 'rewritten') {
    path.rejections += 1
    return decision
  }
  path.rejections = 0
  accept(path, drafted, 'draft', scoreShare(scored.score!, options.scorer))
  emit({ type: 'step-accepted', path: path.id, step, cost: path.bill.take() })
  return decision
}

/** The target's score of a drafted step. An empty step says nothing that could be scored. */
async function judge(
  { options, prompts }: Attempt,
  path: Path,
  text: string
): Promise<Scored | { score: null; evidence: null }> {
  if (text.trim() === '') return { score: null, evidence: null }
  return scoreStep(path.thread('target'), text, options.scorer, prompts, path.signal, path.bill)
}

async function rewriteStep(attempt: Attempt, path: Path): Promise<void> {
  const step = path.steps.length
  const rewritten = await writeForDraft(attempt, path)
  attempt.emit({ type: 'step-rewritten', ...record(path, step, rewritten) })
}

/** The target writes on where the draft keeps being rejected; the draft reads along and is tried again. */
async function writeUndrafted(attempt: Attempt, path: Path): Promise<void> {
  const step = path.steps.length
  const written = await writeForDraft(attempt, path)
  path.rejections -= 1
  attempt.emit({ type: 'step-written', author: 'target', ...record(path, step, written) })
}

/** The target writes a step, and the draft reads it. */
async function writeForDraft(attempt: Attempt, path: Path): Promise<Written> {
  const written = await write(attempt, path, 'target')
  await path.bill.charge('draft', 'sync', path.thread('draft').append(written.text, path.signal))
  accept(path, written, 'target', null)
  return written
}

/** A step by the path's only author. */
async function writeAlone(attempt: Attempt, path: Path, author: Role): Promise<void> {
  const step = path.steps.length
  const written = await write(attempt, path, author)
  accept(path, written, author, null)
  attempt.emit({ type: 'step-written', author, ...record(path, step, written) })
}

function accept(path: Path, written: Written, author: Role, scoreShare: number | null): void {
  const { text, tokens, stop } = written
  path.steps.push({ author, text, tokens, stop, scoreShare })
}

async function write(attempt: Attempt, path: Path, author: Role): Promise<Written> {
  const { emit, options, prompts } = attempt
  const step = path.steps.length
  const room = path.room - RESERVED_TOKENS
  if (room <= 0) throw new ContextFull('The context is full', NO_USAGE)
  return path.bill.charge(
    author,
    'write',
    path.thread(author).write({
      end: stepEnd(prompts.delimiter),
      maxTokens: Math.max(
        1,
        Math.min(options.maxStepTokens, options.maxTokens - path.tokens, room)
      ),
      temperature: options.temperature,
      topP: options.topP,
      seed: deriveSeed(options.seed, 'path', path.id, 'step', step, author),
      signal: path.signal,
      onText: (text) => emit({ type: 'step-progress', path: path.id, step, author, text })
    })
  )
}

/** A step ends behind the first delimiter that follows some text; leading ones open nothing. */
function stepEnd(delimiter: string): (text: string) => number | null {
  return (text) => {
    const start = text.search(/\S/)
    if (start < 0) return null
    const found = text.indexOf(delimiter, start)
    return found < 0 ? null : found + delimiter.length
  }
}

function record(path: Path, step: number, { text, tokens, stop, usage }: Written) {
  return { path: path.id, step, text, tokens, ms: usage.ms, stop, cost: path.bill.take() }
}
