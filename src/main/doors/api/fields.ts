import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { HIGHEST_SEED } from '../../../shared/options.ts'
import { MAX_ATTEMPTS, MAX_STOP_CHARACTERS, MAX_STOPS } from './limits.ts'
import { listOf } from './list-of.ts'

/** Fields that change nothing of the answer: they are for the books of whoever runs the service. */
const inert = z.unknown().optional()

/** A field that Tandem cannot honour: it may say what would be without it, and nothing else. */
function only(values: readonly unknown[], why: string) {
  return z
    .unknown()
    .refine((value) => values.some((one) => isDeepStrictEqual(one, value)), why)
    .optional()
}

const NO_TOOLS = 'Tandem calls no tools'
const NO_PENALTIES = 'Tandem draws tokens without penalties or biases'
const NO_LOGPROBS =
  'Tandem gives no log probabilities: an answer is written by two models on several paths'

const stopSchema = z
  .union(
    [z.string(), listOf(z.string(), { most: MAX_STOPS })],
    `must be text, or a list of <=${MAX_STOPS} texts`
  )
  .transform((stop) => (typeof stop === 'string' ? [stop] : stop))
  .pipe(
    z.array(
      z
        .string()
        .min(1, 'a stop sequence has at least one character')
        .max(MAX_STOP_CHARACTERS, `a stop sequence has at most ${MAX_STOP_CHARACTERS} characters`)
    )
  )

const tokens = z.int().min(1).max(10_000_000)

/** What both kinds of completion take. */
const commonFields = {
  model: z.string(),
  n: z.int().min(1).max(MAX_ATTEMPTS).default(1),
  stop: stopSchema.default([]),
  stream: z.boolean().default(false),
  stream_options: z
    .object({ include_usage: z.boolean().default(false) })
    .default({ include_usage: false }),
  seed: z.int().min(0).max(HIGHEST_SEED).optional(),
  temperature: z.number().min(0).max(5).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  top_k: z.int().min(0).max(1000).optional(),
  reasoning_effort: z
    .enum(
      ['low', 'medium', 'high'],
      'must be "low", "medium" or "high": ssr-adaptive\'s eco, balanced and thorough'
    )
    .optional(),
  /** What no other API has. */
  tandem: z
    .strictObject({
      paths: z.int().min(1).max(26).optional(),
      exact: z.boolean().optional(),
      time_limit: z.number().positive().max(1e9).optional()
    })
    .default({}),

  user: inert,
  metadata: inert,
  store: inert,
  service_tier: inert,
  safety_identifier: inert,
  prompt_cache_key: inert,
  prompt_cache_retention: inert,

  presence_penalty: only([0], NO_PENALTIES),
  frequency_penalty: only([0], NO_PENALTIES),
  repetition_penalty: only([1], NO_PENALTIES),
  logit_bias: only([{}], NO_PENALTIES),
  min_p: only([0], 'Tandem draws by temperature, top_p and top_k'),
  top_logprobs: only([0], NO_LOGPROBS),
  logprobs: only([false], NO_LOGPROBS)
}

/** The body of `/v1/chat/completions`. */
export const chatFields = {
  ...commonFields,
  messages: z.unknown(),
  max_tokens: tokens.optional(),
  max_completion_tokens: tokens.optional(),
  response_format: only([{ type: 'text' }], 'Tandem answers in text'),
  modalities: only([['text']], 'Tandem answers in text'),
  verbosity: only(['medium'], "how much is written is the method's affair"),
  audio: only([], 'Tandem answers in text'),
  prediction: only([], "Tandem's draft model predicts by itself"),
  web_search_options: only([], 'Tandem is offline'),
  tools: only([[]], NO_TOOLS),
  tool_choice: only(['none', 'auto'], NO_TOOLS),
  parallel_tool_calls: inert,
  functions: only([[]], NO_TOOLS),
  function_call: only(['none', 'auto'], NO_TOOLS)
}

/** The body of `/v1/completions`. */
export const completionFields = {
  ...commonFields,
  prompt: z
    .union(
      [z.string(), listOf(z.string(), { least: 1, most: MAX_ATTEMPTS })],
      `must be text, or a list of at most ${MAX_ATTEMPTS} texts: tokens mean something else to each of the two models`
    )
    .transform((prompt) => (typeof prompt === 'string' ? [prompt] : prompt))
    .refine((prompts) => prompts.every((one) => one.trim() !== ''), 'there is no problem in it'),
  max_tokens: tokens.optional(),
  echo: only(
    [false],
    'Tandem does not repeat the prompt: its models each have words of their own around it'
  ),
  suffix: only([''], 'Tandem writes to the end of a solution, not into the middle of a text'),
  best_of: only([1], 'the vote chooses among paths; for several answers there is n')
}
