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

/**
 * How a server that does as a vLLM does splits texts: at its own page for that, else by completions. Null where it does by
 * neither.
 *
 * @throws ServerFailure where it cannot be asked now
 */
export async function tokenizerOf(
  connection: Connection,
  { id, owned_by: owner }: ModelOfServer
): Promise<VllmTokenizer | null> {
  const own = vllmTokenizer(connection, id)
  if (owner === VLLM) return own
  for (const tokenizer of [own, completionTokenizer(connection, id)]) {
    if (await splits(tokenizer)) return tokenizer
  }
  return null
}

async function splits(tokenizer: VllmTokenizer): Promise<boolean> {
  try {
    return (await tokenizer.tokenize(SPLIT_SAMPLE, 'text', FIRST_CALL)).length > 1
  } catch (error) {
    if (error instanceof ServerFailure && !error.passing) return false
    throw error
  }
}
