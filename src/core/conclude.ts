import type { PathEnd } from '../shared/events.ts'
import { answerPart } from './answer-part.ts'
import { lastBoxed } from './answers/boxed.ts'
import { extract, type Extraction } from './answers/extract.ts'
import type { Attempt } from './attempt.ts'
import type { Path } from './path.ts'
import { Cancelled, ContextFull } from './ports.ts'
import { deriveSeed } from './random.ts'

/** Tokens for an answer that is asked for. */
const ANSWER_TOKENS = 48
/** Rules by which a text states its answer; the last number of an unfinished text is not one of them. */
const STATED: readonly Extraction['rule'][] = ['box', 'answer-tag', 'hashes', 'phrase', 'letter']

/**
 * Ends a path. Where it ended by itself without an answer it is asked for one, once, and the vote marks it as
 * forced (docs/method.md, "How a path ends"); a path that was stopped or failed is left as it is.
 */
export async function conclude(attempt: Attempt, path: Path, end: PathEnd): Promise<void> {
  if (end !== 'stopped' && end !== 'failed') {
    path.answer = statedAnswer(attempt, path)
    if (path.answer === null) {
      path.answer = await forcedAnswer(attempt, path)
      path.forced = path.answer !== null
    }
  }
  endPath(attempt, path, end, null)
}

/**
 * Ends a path on an error: a full context is an end of its own, a signal stops it, all else failed. What was being
 * written when it was stopped is dropped: the steps that stand stay, and what it had spent is on the bill.
 */
export async function concludeAfter(attempt: Attempt, path: Path, error: unknown): Promise<void> {
  if (error instanceof Cancelled) {
    const cause = path.stoppedByHand ? 'Stopped by hand: this path does not vote.' : null
    return endPath(attempt, path, 'stopped', cause)
  }
  if (error instanceof ContextFull) return conclude(attempt, path, 'context-full')
  endPath(attempt, path, 'failed', error instanceof Error ? error.message : String(error))
}

function endPath(attempt: Attempt, path: Path, end: PathEnd, cause: string | null): void {
  path.end = end
  path.cause = cause
  attempt.emit({
    type: 'path-ended',
    path: path.id,
    end,
    answer: path.answer,
    forced: path.forced,
    evidence: path.evidence,
    cause,
    cost: path.bill.take()
  })
}

function statedAnswer({ prompts }: Attempt, path: Path): string | null {
  const { answer, rule } = extract(answerPart(path.text, prompts))
  return STATED.includes(rule) ? answer : null
}

/** Lets the better model of the path complete `\boxed{`, greedily. */
async function forcedAnswer(attempt: Attempt, path: Path): Promise<string | null> {
  if (path.promptTokens === 0) return null
  const { prompts, options } = attempt
  const { thinking, forced: question } = prompts
  const closing =
    thinking && !path.text.includes(thinking.close)
      ? `\n${thinking.close}\n\n${question}`
      : question
  const thread = path.judge
  try {
    await path.bill.charge(path.judgeRole, 'probe', thread.append(closing, path.signal))
    const { text, confidence } = await path.bill.charge(
      path.judgeRole,
      'probe',
      thread.write({
        end: (text) => closingBrace(text),
        maxTokens: Math.max(1, Math.min(ANSWER_TOKENS, thread.room)),
        temperature: 0,
        topP: 1,
        seed: deriveSeed(options.seed, 'path', path.id, 'answer'),
        signal: path.signal
      })
    )
    path.forcedConfidence = confidence?.min ?? null
    return lastBoxed(question + text) ?? null
  } catch {
    // The path has ended in any case; without room, time or a model there is just no answer.
    return null
  }
}

/** The length of the text up to the brace that closes the box it stands in, or null while it is open. */
function closingBrace(text: string): number | null {
  let depth = 1
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at + 1
  }
  return null
}
