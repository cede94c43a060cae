import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import type { SequenceText } from './sequence-text.ts'

/** A text under way, and the sequence that holds it. */
export interface OpenText {
  readonly sequence: LlamaContextSequence
  readonly text: SequenceText
  /** Log probabilities of the prompt's tokens from the second on, as far as they were asked for. */
  logs: readonly number[]
}

/**
 * What handing over a sequence's state takes: measured 1 to 3 ms on models from 0.6M to 60M weights
 * (docs/performance.md), next to nothing beside reading a prompt.
 */
const COPY_MS = 5

/**
 * Lets a prompt begin with what another text has evaluated: the one whose sequence it was given, or else an open one.
 * Returns the number of its tokens that need no evaluation now, and the text that they came from.
 */
export async function shareBeginning(
  open: OpenText,
  inherited: OpenText | null,
  others: Iterable<OpenText>,
  readMs: number
): Promise<{ readonly shared: number; readonly from: OpenText | null }> {
  const { sequence, text } = open
  const own = commonLength(sequence.contextTokens, text.tokens)
  const other = longestPrefix(others, text.tokens, own + COPY_MS / readMs)
  const kept = other === null ? own : 0
  const end = sequence.nextTokenIndex
  if (kept < end) await sequence.eraseContextTokenRanges([{ start: kept, end }])
  if (other === null) return { shared: own, from: inherited }
  return { shared: await copyPrefix(other.sequence, sequence, text.tokens), from: other }
}

/** The open text that shares the longest beginning with the tokens, longer than `least`. */
function longestPrefix(
  texts: Iterable<OpenText>,
  tokens: readonly Token[],
  least: number
): OpenText | null {
  let best: OpenText | null = null
  let longest = least
  for (const open of texts) {
    const shared = commonLength(open.sequence.contextTokens, tokens)
    if (shared <= longest) continue
    best = open
    longest = shared
  }
  return best
}

/**
 * Copies a sequence's evaluation into an empty one and keeps what the tokens begin with. It goes through a file of
 * our own, the engine's public way: its size is that of the tokens used, not of the context. Returns the number of
 * tokens that need no evaluation now.
 */
async function copyPrefix(
  from: LlamaContextSequence,
  to: LlamaContextSequence,
  tokens: readonly Token[]
): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'tandem-'))
  try {
    const file = join(directory, 'state')
    await from.saveStateToFile(file)
    await to.loadStateFromFile(file, { acceptRisk: true })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
  const shared = commonLength(to.contextTokens, tokens)
  await to.eraseContextTokenRanges([{ start: shared, end: to.nextTokenIndex }])
  return shared
}

/** With how many tokens both begin. */
export function commonLength<T>(a: readonly T[], b: readonly T[]): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return i
  return shorter
}
