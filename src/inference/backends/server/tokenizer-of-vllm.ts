import { completionTokenizer } from './completion-tokenizer.ts'
import type { Connection } from './connection.ts'
import type { ModelOfServer } from './meet-server.ts'
import { FIRST_CALL } from './met-server.ts'
import { ServerFailure } from './server-failure.ts'
import { vllmTokenizer, type VllmTokenizer } from './vllm-tokenizer.ts'

/** Whose a vLLM says that its models are. */
export const VLLM = 'vllm'
/** Read by every tokenizer as two tokens or more. */
export const SPLIT_SAMPLE = '1+1='

/** Where a server that does as a vLLM does splits texts: at its own page for that, or in completions. */
export type SplittingPlace = 'page' | 'completions'

/** How a server was found to split texts. */
export interface Splitting {
  readonly place: SplittingPlace
  readonly tokenizer: VllmTokenizer
  /** What the sample was split into; null where that was not asked for. */
  readonly sample: readonly number[] | null
}

/** The tokenizer of a model, of which the place is known. */
export function tokenizerAt(
  place: SplittingPlace,
  connection: Connection,
  { id }: Pick<ModelOfServer, 'id'>
): VllmTokenizer {
  return place === 'page' ? vllmTokenizer(connection, id) : completionTokenizer(connection, id)
}

/**
 * Finds out how a server that does as a vLLM does splits texts, which may make it compute: what is found is kept.
 *
 * @returns null where it does by neither
 * @throws ServerFailure where it cannot be asked now
 */
export async function findSplitting(
  connection: Connection,
  model: ModelOfServer
): Promise<Splitting | null> {
  for (const place of ['page', 'completions'] as const) {
    const tokenizer = tokenizerAt(place, connection, model)
    const sample = await sampleBy(tokenizer)
    if (sample.length > 1) return { place, tokenizer, sample }
  }
  return null
}

/** Empty where it does not split it. */
async function sampleBy(tokenizer: VllmTokenizer): Promise<readonly number[]> {
  try {
    return (await tokenizer.tokenize(SPLIT_SAMPLE, 'text', FIRST_CALL)).map(({ id }) => id)
  } catch (error) {
    if (error instanceof ServerFailure && !error.passing) return []
    throw error
  }
}

/** How a vLLM splits texts: nothing has to be found out. */
export function ownSplitting(connection: Connection, model: ModelOfServer): Splitting {
  return { place: 'page', tokenizer: tokenizerAt('page', connection, model), sample: null }
}
