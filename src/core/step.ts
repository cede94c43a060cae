import type { Role } from '../shared/cost.ts'
import { writeReading, type ReadToken } from '../shared/token-reading.ts'
import type { Attempt } from './attempt.ts'
import { joinConfidence } from './evidence.ts'
import { writeAhead } from './draft-ahead.ts'
import { firstWeak, keptPart, type Beginning, type Kept } from './keep.ts'
import type { Path, StepAhead } from './path.ts'
import type { WrittenStep } from './read-tokens.ts'
import { tokensOfStep } from './step-limits.ts'
import { noteUnscored } from './unscored.ts'
import { speculateTokens } from './speculate-tokens.ts'
import { scoreShare } from '../shared/scorers/scorers.ts'
import { decide, likelihoodOf, scoreStep, type Scored } from './score.ts'
import { writeStep } from './write-step.ts'

/** One step of a path, by whoever writes on it. */
export async function takeStep(attempt: Attempt, path: Path): Promise<void> {
  if (attempt.method.proposes) return writeProposed(attempt, path)
  if (path.writer !== 'draft-and-target') return writeAlone(attempt, path, path.writer)
  const { patience } = attempt.method
  if (patience !== null && path.rejections >= patience) return writeUndrafted(attempt, path)
  return speculate(attempt, path)
}

/**
 * SSD, step-level speculative decoding: the draft writes a step, the target scores it, and rewrites it when it is
 * weak, all of it or from the first weak token on. The accepted text becomes the context of both; no accepted token
 * is evaluated twice.
 */
async function speculate(attempt: Attempt, path: Path): Promise<void> {
  const ahead = path.takeAhead()
  const before = {
    draft: ahead?.begin ?? path.thread('draft').mark(),
    target: path.thread('target').mark()
  }
  try {
    const drafted = await draftStep(attempt, path, ahead)
    writeAhead(attempt, path, drafted)
    const scored = await judgeStep(attempt, path, drafted)
    if (decide(scored.score, attempt.options.threshold) === 'accepted') {
      acceptStep(attempt, path, drafted, scored)
    } else {
      await rewriteStep(attempt, path, before, scored)
    }
  } catch (error) {
    await takeBack(path, before)
    throw error
  }
}

/** Brings both models back to where they stood. */
async function takeBack(path: Path, { draft, target }: Beginning): Promise<void> {
  await path.dropAhead()
  await path.thread('target').rewind(target)
  await path.thread('draft').rewind(draft)
}

/** The draft writes a step, unless it has already. */
async function draftStep(
  attempt: Attempt,
  path: Path,
  ahead: StepAhead | null
): Promise<WrittenStep> {
  const drafted = (await ahead?.take()) ?? (await write(attempt, path, 'draft'))
  attempt.emit({ type: 'step-drafted', ...record(path, path.steps.length, drafted) })
  return drafted
}

/** The target scores a drafted step. An empty one says nothing that could be scored. */
async function judgeStep(attempt: Attempt, path: Path, { text }: WrittenStep): Promise<Scored> {
  const { emit, options, prompts } = attempt
  const scored =
    text.trim() === ''
      ? { score: null, evidence: null, tokens: null, read: null }
      : await scoreStep(text, {
          target: path.thread('target'),
          scorer: options.scorer,
          profile: prompts,
          tokens: options.rewrite === 'suffix' || options.vote === 'evidence',
          signal: path.signal,
          bill: path.bill
        })
  const { score, evidence } = scored
  const reading = scored.read && writeReading(scored.read)
  const [step, cost] = [path.steps.length, path.bill.take()]
  emit({ type: 'step-scored', path: path.id, step, score, evidence, reading, cost })
  noteUnscored(attempt, evidence)
  return scored
}

/** The draft's step stands, as surely as the target finds its tokens probable. */
function acceptStep(
  { emit, options }: Attempt,
  path: Path,
  drafted: WrittenStep,
  { score, tokens }: Scored
): void {
  const step = path.steps.length
  const confidence = tokens === null ? null : likelihoodOf(tokens)
  path.rejections = 0
  accept(path, 'draft', { ...drafted, confidence }, scoreShare(score!, options.scorer))
  emit({ type: 'step-accepted', path: path.id, step, cost: path.bill.take() })
}

/** The target writes in the place of a rejected draft, of which it may keep the beginning; the draft reads along. */
async function rewriteStep(
  attempt: Attempt,
  path: Path,
  before: Beginning,
  scored: Scored
): Promise<void> {
  const step = path.steps.length
  path.rejections += 1
  const weak = firstWeak(scored.tokens, attempt.options.weakToken)
  const threads = { draft: path.thread('draft'), target: path.thread('target') }
  const kept =
    attempt.options.rewrite === 'suffix' && weak !== null ? keptPart(threads, before, weak) : null
  await takeBack(path, kept?.end ?? before)
  const rewritten =
    kept === null
      ? await writeForDraft(attempt, path)
      : await writeOn(attempt, path, kept, scored.read!.slice(0, kept.tokens))
  attempt.emit({
    type: 'step-rewritten',
    ...record(path, step, rewritten),
    kept: kept?.text.length ?? 0,
    keptTokens: kept?.tokens ?? 0
  })
}

/** The target goes on behind what it keeps of a draft. */
async function writeOn(
  attempt: Attempt,
  path: Path,
  kept: Kept,
  keptTokens: readonly ReadToken[]
): Promise<WrittenStep> {
  const suffix = await write(attempt, path, 'target', kept)
  await readAlong(path, suffix)
  const step = {
    ...suffix,
    text: kept.text + suffix.text,
    tokens: kept.tokens + suffix.tokens,
    read: suffix.read && [...keptTokens, ...suffix.read]
  }
  const confidence = likelihoodOf(keptTokens.map(({ probability }) => probability))
  const first = { confidence, tokens: kept.tokens }
  accept(path, 'target', { ...step, confidence: joinConfidence(first, suffix) }, null)
  return step
}

/** The target writes on where the draft keeps being rejected; it is tried again. */
async function writeUndrafted(attempt: Attempt, path: Path): Promise<void> {
  await writeByTarget(attempt, path)
  path.rejections -= 1
}

/** The target writes a step that nobody drafted; where there is a draft, it reads along. */
export async function writeByTarget(attempt: Attempt, path: Path): Promise<void> {
  if (path.writer !== 'draft-and-target') return takeStep(attempt, path)
  const step = path.steps.length
  const written = await writeForDraft(attempt, path)
  attempt.emit({
    type: 'step-written',
    author: 'target',
    ...record(path, step, written),
    speculation: null
  })
}

/** The target writes a step, and the draft reads it. */
async function writeForDraft(attempt: Attempt, path: Path): Promise<WrittenStep> {
  const written = await write(attempt, path, 'target')
  await readAlong(path, written)
  accept(path, 'target', written, null)
  return written
}

/** A step that was written elsewhere: every model of the path reads it, and it stands. */
export async function readGiven(
  attempt: Attempt,
  path: Path,
  author: Role,
  text: string
): Promise<void> {
  const step = path.steps.length
  let tokens = 0
  for (const role of path.roles) {
    const reading = path.thread(role).append(text, path.signal)
    const read = await path.bill.charge(role, 'prompt', reading)
    // The judge comes last: its count is the one that limits the path.
    tokens = read.tokens
  }
  const stop = 'delimiter'
  const unknown = { confidence: null, read: null }
  path.steps.push({
    ...{ author, text, tokens, stop, scoreShare: null, ...unknown },
    end: path.judge.mark()
  })
  attempt.emit({
    ...{ type: 'step-written', path: path.id, step, author, text, tokens, ms: 0, stop },
    ...{ confidence: null, reading: null, speculation: null, cost: path.bill.take() }
  })
}

async function readAlong(path: Path, { text }: WrittenStep): Promise<void> {
  await path.bill.charge('draft', 'sync', path.thread('draft').append(text, path.signal))
}

/** A step by the path's only author. */
async function writeAlone(attempt: Attempt, path: Path, author: Role): Promise<void> {
  const step = path.steps.length
  const written = await write(attempt, path, author)
  accept(path, author, written, null)
  attempt.emit({ type: 'step-written', author, ...record(path, step, written), speculation: null })
}

/** A step of the target's, token by token as it would write alone, in fewer passes: the draft proposes them. */
async function writeProposed(attempt: Attempt, path: Path): Promise<void> {
  const step = path.steps.length
  const { written, speculation } = await speculateTokens(attempt, path)
  accept(path, 'target', written, null)
  const recorded = record(path, step, written)
  attempt.emit({ type: 'step-written', author: 'target', ...recorded, speculation })
}

function accept(
  path: Path,
  author: Role,
  { text, tokens, stop, confidence, read, end }: Omit<WrittenStep, 'probabilities' | 'usage'>,
  scoreShare: number | null
): void {
  path.steps.push({ author, text, tokens, stop, scoreShare, confidence, read, end })
}

/** Lets a model write the path's next step, or the rest of it. */
async function write(
  attempt: Attempt,
  path: Path,
  author: Role,
  kept?: Kept
): Promise<WrittenStep> {
  const writing = writeStep(attempt, path, author, {
    step: path.steps.length,
    maxTokens: tokensOfStep(path, attempt.options, kept?.tokens ?? 0),
    kept,
    signal: path.signal
  })
  return path.bill.charge(author, 'write', writing)
}

function record(path: Path, step: number, written: WrittenStep) {
  const { text, tokens, stop, confidence, usage } = written
  const reading = written.read && writeReading(written.read)
  const cost = path.bill.take()
  return { path: path.id, step, text, tokens, ms: usage.ms, stop, confidence, reading, cost }
}
