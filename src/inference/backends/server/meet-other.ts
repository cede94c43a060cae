import { z } from 'zod'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import { tokenIdSchema } from './claims.ts'
import type { Connection } from './connection.ts'
import type { ModelOfServer } from './meet-server.ts'
import { FIRST_CALL } from './met-server.ts'
import { inQuotes, ServerFailure } from './server-failure.ts'
import { findSplitting, type Splitting } from './tokenizer-of-vllm.ts'

/** Alone it is a matter of a flag, which whoever meets a vLLM names. */
const BILL = 'say what of a prompt it remembered'
/** Stand for a prompt where the server does not split a text. */
const ANY_TOKENS = [1, 2, 3]

const choiceSchema = z.object({
  token_ids: z.array(tokenIdSchema).nullish(),
  logprobs: z.object({ top_logprobs: z.array(z.record(z.string(), z.number())) }).nullish()
})
const completionSchema = z.object({
  choices: z.array(choiceSchema).min(1),
  usage: z
    .object({
      prompt_tokens_details: z.object({ cached_tokens: z.int().nullish() }).nullish()
    })
    .nullish()
})

/**
 * Looks whether a server of another name does what Tandem needs, as a vLLM behind a gateway may: by what it answers, since
 * what a server does not know it ignores.
 *
 * @returns how it splits texts, which is a part of that
 * @throws ServerFailure that names what is missing
 */
export async function requireLikeVllm(
  source: ServerSource,
  model: ModelOfServer,
  connection: Connection
): Promise<Splitting> {
  const splitting = await findSplitting(connection, model)
  const missing = await missingOf(connection, model, splitting)
  const { owned_by: owner } = model
  if (splitting !== null && missing.every((what) => what === BILL)) return splitting
  throw new ServerFailure(
    `${sourceText(source)} is neither a llama-server nor a vLLM${owner === undefined ? '' : ` (it is of ${inQuotes(owner)})`}, and it does not ${listed(missing)}. By these Tandem keeps a path, and knows what a step is worth and what it costs. A llama-server or a vLLM with the same model will do.`
  )
}

/** What it does not do, as the ends of a sentence. */
async function missingOf(
  connection: Connection,
  { id: model }: ModelOfServer,
  splitting: Splitting | null
): Promise<string[]> {
  const prompt = splitting?.sample ?? ANY_TOKENS
  const completion = completionSchema.safeParse(
    await answerOf(connection, '/v1/completions', {
      ...{ model, prompt, max_tokens: 1, temperature: 0, logprobs: 1 },
      ...{ logprob_token_ids: prompt.slice(0, 1), return_token_ids: true },
      return_tokens_as_token_ids: true
    })
  )
  const [choice] = completion.data?.choices ?? []
  const named = choice?.logprobs?.top_logprobs[0]?.[`token_id:${prompt[0]}`]
  const cached = completion.data?.usage?.prompt_tokens_details?.cached_tokens
  return [
    ...(splitting !== null ? [] : ['split a text into tokens (/tokenize)']),
    ...(choice?.token_ids ? [] : ['take a prompt as tokens and say which it wrote']),
    ...(named === undefined ? ['say how probable a given token is'] : []),
    ...(typeof cached === 'number' ? [] : [BILL])
  ]
}

/** Null where it refuses. */
async function answerOf(connection: Connection, path: string, body: object): Promise<unknown> {
  try {
    return await connection.post(path, body, FIRST_CALL)
  } catch (error) {
    if (error instanceof ServerFailure && !error.passing) return null
    throw error
  }
}

function listed(parts: readonly string[]): string {
  return [parts.slice(0, -1).join(', '), parts.at(-1)].filter(Boolean).join(', nor ')
}
