import type {
  CustomBatchingPrioritizationStrategy,
  LlamaContext,
  LlamaContextSequence
} from 'node-llama-cpp'

/** What the binding keeps to itself of the numbers by which llama.cpp knows sequences; its version is pinned. */
interface NumberedSequence {
  readonly _sequenceId: number
}
interface NumberedQueue {
  readonly _queuedDecodes: readonly { readonly sequenceId: number }[]
}

export function sequenceNumber(sequence: LlamaContextSequence): number {
  return (sequence as unknown as NumberedSequence)._sequenceId
}

/**
 * Fills a batch in the order of the sequences. In the order of arrival, the binding's own, llama.cpp computes it in
 * pieces (`piecesOf` in batch-plan.ts), which takes nearly as long as one sequence after another.
 *
 * @param context the context whose batches these are; it exists by the time of the first
 */
export function inSequenceOrder(context: () => LlamaContext): CustomBatchingPrioritizationStrategy {
  return ({ items, size }) => {
    const queue = (context() as unknown as NumberedQueue)._queuedDecodes
    let room = size
    return items
      .map((item, index) => ({ item, sequence: queue[index]!.sequenceId }))
      .sort((a, b) => a.sequence - b.sequence)
      .map(({ item }) => {
        const processAmount = Math.min(item.tokens.length, room)
        room -= processAmount
        return { item, processAmount }
      })
  }
}
