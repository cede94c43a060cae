import { contextDemand } from '../../core/memory/context-demand.ts'
import { isTooLong, type PromptLength } from '../../core/prompt-length.ts'
import { EngineFailure, type Engine } from '../engine/engine.ts'
import type { AttemptSetup } from './attempt-setup.ts'

/** A longer problem may be too long for a small model: it is worth loading the pair to know. */
const LONG_CHARACTERS = 1000

/**
 * How much of a path's context a problem takes, counted by the pair's own tokenizers.
 *
 * @param isBusy whether the models work for somebody: then nothing is loaded for it
 * @returns null where the pair is not loaded and the problem is short, or the pair cannot be loaded: a start says why
 */
export async function problemLength(
  engine: Engine,
  problem: string,
  { options, prompts, pool, pair }: AttemptSetup,
  isBusy: boolean
): Promise<(PromptLength & { readonly tooLong: boolean }) | null> {
  const { method } = options
  const onlyIfLoaded = isBusy || problem.length < LONG_CHARACTERS
  try {
    const length = await engine.measure(
      { pair, problem, method, prompts, pool, onlyIfLoaded },
      contextDemand(options, pair.context)
    )
    return length && { ...length, tooLong: isTooLong(length) }
  } catch (error) {
    if (error instanceof EngineFailure) return null
    throw error
  }
}
