import { NO_USAGE, addUsage, type Usage } from '../shared/cost.ts'
import type { Speculation, StepStop } from '../shared/events.ts'
import type { Attempt } from './attempt.ts'
import type { Path } from './path.ts'
import { deriveSeed } from './random.ts'
import { readTokens, type WrittenStep } from './read-tokens.ts'
import { likelihoodOf } from './score.ts'
import { stepEnd, tokensOfStep } from './step-limits.ts'
import { ProposalLength } from './token-speculation.ts'

/**
 * A step of the target's, the draft proposing its tokens: in rounds of a proposal and one pass of the target over it.
 * The passes are on the bill as written by the target: of each, one token is decoded, the others are read.
 */
export async function speculateTokens(
  attempt: Attempt,
  path: Path
): Promise<{ readonly written: WrittenStep; readonly speculation: Speculation }> {
  const [draft, target] = [path.thread('draft'), path.thread('target')]
  const [draftFrom, from] = [draft.mark(), target.mark()]
  const { options, prompts } = attempt
  const step = path.steps.length
  const endOfStep = stepEnd(prompts.delimiter)
  const length = new ProposalLength()
  const probabilities: number[] = []
  const sampling = {
    temperature: options.temperature,
    topP: options.topP,
    topK: options.topK,
    signal: path.signal
  }
  let speculation = { passes: 0, proposed: 0, accepted: 0 }
  let stop: StepStop | null = null
  let usage: Usage = NO_USAGE
  let tokens = 0
  try {
    while (stop === null) {
      const maxTokens = tokensOfStep(path, options, tokens)
      const { passes } = speculation
      const seed = (who: string) =>
        deriveSeed(options.seed, 'path', path.id, 'step', step, who, passes)
      const count = Math.min(length.length, maxTokens)
      const proposing = draft.propose({ ...sampling, count, seed: seed('proposal') })
      const { proposal } = await path.bill.charge('draft', 'write', proposing)
      const verifying = target.verify(proposal, {
        ...sampling,
        // Part of every run's seeds: another word would draw other tokens.
        seed: seed('verdict'),
        from,
        end: endOfStep,
        maxTokens
      })
      const verified = await path.bill.charge('target', 'write', verifying)
      draft.follow(verified.tokens)
      length.note(proposal.length, verified.accepted)
      probabilities.push(...verified.probabilities)
      speculation = {
        passes: passes + 1,
        proposed: speculation.proposed + proposal.length,
        accepted: speculation.accepted + verified.accepted
      }
      usage = addUsage(usage, verified.usage)
      tokens += verified.tokens.length
      stop = verified.stop
      const text = target.textAfter(from)
      attempt.emit({ type: 'step-progress', path: path.id, step, author: 'target', text, kept: 0 })
    }
  } catch (error) {
    await target.rewind(from)
    await draft.rewind(draftFrom)
    throw error
  }
  const confidence = probabilities.length === 0 ? null : likelihoodOf(probabilities)
  const text = target.textAfter(from)
  const known = probabilities.length === 0 ? null : probabilities
  const read = known === null ? null : readTokens(target, from, known)
  const end = target.mark()
  const written = { text, tokens, stop, confidence, probabilities: known, read, end, usage }
  return { written, speculation }
}
