import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import type { SequenceText } from './sequence-text.ts'

/** A text under way, and the sequence that holds it. */
export interface OpenText {
  readonly sequence: LlamaContextSequence
  readonly text: SequenceText
}

/**
 * What handing over a sequence's state takes: measured 1 to 3 ms on models from 0.6M to 60M weights
 * (docs/performance.md), next to nothing beside reading a prompt.
 */
const COPY_MS = 5

/** The open text that shares the longest beginning with the tokens, where sharing it is worth the copying. */
export function longestPrefix(
  texts: Iterable<OpenText>,
  tokens: readonly Token[],
  readMs: number
): OpenText | null {
  let best: OpenText | null = null
  let longest = COPY_MS / readMs
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
export async function copyPrefix(
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

function commonLength(a: readonly Token[], b: readonly Token[]): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return i
  return shorter
}
