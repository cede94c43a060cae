import { z } from 'zod'
import { given } from '../../../shared/given.ts'
import { ApiError, repeated } from './errors.ts'
import { chatFields, completionFields } from './fields.ts'
import { MAX_ATTEMPTS } from './limits.ts'
import { messagesSchema } from './messages.ts'

/** How the attempts of a request differ from what is usual for the pair and the method. */
export interface Wishes {
  readonly seed?: number
  readonly temperature?: number
  readonly topP?: number
  readonly topK?: number
  /** Accepted tokens of one path at most. */
  readonly maxTokens?: number
  readonly effort?: 'eco' | 'balanced' | 'thorough'
  readonly paths?: number
  readonly exact?: boolean
  /** In seconds. */
  readonly timeLimit?: number
}

/** What a client wants, understood whole. */
export interface CompletionRequest {
  readonly model: string
  readonly problems: readonly string[]
  /** Attempts at each problem. */
  readonly n: number
  readonly stop: readonly string[]
  readonly stream: boolean
  readonly includeUsage: boolean
  readonly wishes: Wishes
}

const chatSchema = z.strictObject({ ...chatFields, messages: messagesSchema })
const completionSchema = z.strictObject(completionFields)

const EFFORTS = { low: 'eco', medium: 'balanced', high: 'thorough' } as const

/** @throws ApiError with what is wrong, in a sentence. */
export function readChatRequest(body: unknown): CompletionRequest {
  const { messages, max_completion_tokens, ...fields } = read(chatSchema, body)
  return requestOf({ ...fields, max_tokens: max_completion_tokens ?? fields.max_tokens }, [
    messages
  ])
}

/** @throws ApiError with what is wrong, in a sentence. */
export function readCompletionRequest(body: unknown): CompletionRequest {
  const { prompt, ...fields } = read(completionSchema, body)
  return requestOf(
    fields,
    prompt.map((text) => text.trim())
  )
}

type Fields = Omit<z.infer<typeof completionSchema>, 'prompt'>

function requestOf(fields: Fields, problems: readonly string[]): CompletionRequest {
  const { model, n, stop, stream, stream_options, seed, temperature, top_p, top_k } = fields
  const { max_tokens, reasoning_effort, tandem } = fields
  if (problems.length * n > MAX_ATTEMPTS) {
    throw new ApiError(
      400,
      `${problems.length * n} attempts are more than one request may ask for: ${MAX_ATTEMPTS}.`,
      { param: 'n' }
    )
  }
  return {
    model,
    problems,
    n,
    stop,
    stream,
    includeUsage: stream_options.include_usage,
    wishes: given({
      seed,
      temperature,
      topP: top_p,
      topK: top_k,
      maxTokens: max_tokens,
      effort: reasoning_effort && EFFORTS[reasoning_effort],
      paths: tandem.paths,
      exact: tandem.exact,
      timeLimit: tandem.time_limit
    })
  }
}

/** Null is what clients write for a field that they do not use. */
function read<T>(schema: z.ZodType<T>, body: unknown): T {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiError(400, 'The body of the request must be a JSON object.')
  }
  const present = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
  const { data, error } = schema.safeParse(present)
  if (!error) return data
  throw refusalOf(error.issues[0]!, present)
}

function refusalOf(issue: z.core.$ZodIssue, body: Readonly<Record<string, unknown>>): ApiError {
  if (issue.code === 'unrecognized_keys') {
    const param = repeated([...issue.path, issue.keys[0]].join('.'))
    return new ApiError(400, `Tandem does not know the field "${param}".`, {
      param,
      code: 'unknown_parameter'
    })
  }
  const param = issue.path.join('.')
  if (!(String(issue.path[0]) in body)) {
    return new ApiError(400, `The field "${param}" is missing.`, {
      param,
      code: 'missing_required_parameter'
    })
  }
  const said = issue.message.replace(/^Invalid input: |^Too \w+: /, '')
  return new ApiError(400, `"${param}": ${said}.`, {
    param,
    code: issue.code === 'custom' ? 'unsupported_value' : 'invalid_value'
  })
}
