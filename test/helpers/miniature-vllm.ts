import type { ServerResponse } from 'node:http'
import { events, json, type Received } from './answering.ts'

/** vLLM in miniature, with the fields that 0.32 answers with: a byte is a token, and so are three marks. */

const MARKS = ['<|im_start|>', '<|im_end|>', '<think>']
const FIRST_MARK = 256
const EOS = FIRST_MARK + 1

/** What was asked for. */
export interface Asked {
  readonly prompt: string | readonly number[]
  readonly messages?: readonly { role: string; content: string }[]
  readonly tokens: readonly number[]
  readonly max_tokens: number
  readonly stream?: boolean
  readonly stop?: readonly string[]
  readonly logprob_token_ids?: readonly number[]
  readonly prompt_logprobs?: number
}

/** What a vLLM in miniature says. */
export interface Script {
  /** What it writes, and then ends its turn. */
  readonly text?: string
  /** Tokens in one part of the stream. */
  readonly together?: number
  readonly cached?: number | null
  /** Whose its model is, behind a gateway that does not pass the version on. */
  readonly owner?: string
  /** Whether it splits texts in completions alone, as behind a gateway without a page for that. */
  readonly splitsInCompletions?: boolean
  /** What it does not do. */
  readonly without?: 'tokenize' | 'token_ids' | 'logprob_token_ids'
  /** Whether it counts in its last part alone, as behind a router that does not pass on what it does not know. */
  readonly countsLate?: boolean
  /** Changes each part of a stream before it is sent. */
  readonly spoil?: (part: Record<string, unknown>) => object
  /** Breaks off after the first part, so often. */
  breaks?: number
}

function tokenize(text: string): number[] {
  const parts = text.split(/(<\|im_start\|>|<\|im_end\|>|<think>)/)
  return parts.flatMap((part) =>
    MARKS.includes(part) ? [FIRST_MARK + MARKS.indexOf(part)] : [...Buffer.from(part)]
  )
}

export function detokenize(ids: readonly number[]): string {
  return ids.map((id) => MARKS[id - FIRST_MARK] ?? String.fromCharCode(id)).join('')
}

/** The miniature itself. */
export function answerAsVllm(script: Script) {
  return ({ path, body }: Received, response: ServerResponse): void => {
    const asked = (body === '' ? {} : JSON.parse(body)) as Asked
    switch (path) {
      case '/v1/models':
        return json(response, {
          data: [{ id: 'm', owned_by: script.owner ?? 'vllm', max_model_len: 2000 }]
        })
      case '/version':
        return script.owner === undefined
          ? json(response, { version: '0.0.1' })
          : json(response, { detail: 'Not Found' }, 404)
      case '/tokenize': {
        if (script.without === 'tokenize' || script.splitsInCompletions === true) {
          return json(response, { detail: 'Bad Request' }, 400)
        }
        const text = asked.messages ? conversation(asked.messages) : (asked.prompt as string)
        const tokens = tokenize(text)
        const token_strs = tokens.map((id) => detokenize([id]).replace('\n', 'Ċ').replace(' ', 'Ġ'))
        return json(response, { tokens, token_strs: asked.messages ? null : token_strs })
      }
      case '/v1/chat/completions':
        return json(response, { prompt_token_ids: tokenize(conversation(asked.messages ?? [])) })
      case '/detokenize':
        return json(response, { prompt: detokenize(asked.tokens) })
      default:
        return complete(asked, response, script)
    }
  }
}

function conversation(messages: NonNullable<Asked['messages']>): string {
  return messages
    .map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`)
    .join('')
    .concat('<|im_start|>assistant\n')
}

function complete(asked: Asked, response: ServerResponse, script: Script): void {
  const { text = '', together = 1, cached = 3 } = script
  const prompt = typeof asked.prompt === 'string' ? tokenize(asked.prompt) : asked.prompt
  const prompt_tokens = prompt.length
  const usage = (completion_tokens: number) => ({ prompt_tokens, completion_tokens })
  const details = { prompt_tokens_details: cached === null ? null : { cached_tokens: cached } }
  if (asked.prompt_logprobs !== undefined) {
    const decoded = (id: number) => (id > 127 && id < FIRST_MARK ? '\uFFFD' : detokenize([id]))
    const prompt_logprobs = prompt.map((id, index) =>
      index === 0 ? null : { [id]: { logprob: -0.25, decoded_token: decoded(id) } }
    )
    const split = script.splitsInCompletions === true && { prompt_token_ids: prompt }
    const choices = [
      { text: 'x', token_ids: [120], finish_reason: 'length', prompt_logprobs, ...split }
    ]
    return json(response, { choices, usage: { ...usage(1), ...details } })
  }
  const stop = asked.stop?.[0]
  const whole = stop !== undefined && text.includes(stop)
  const said = whole ? text.slice(0, text.indexOf(stop) + stop.length) : text
  const tokens = [...Buffer.from(said), ...(whole ? [] : [EOS])].slice(0, asked.max_tokens)
  const parts: object[] = []
  for (let from = 0; from < tokens.length; from += together) {
    const ids = tokens.slice(from, from + together)
    const isLast = from + together >= tokens.length
    const stopped = whole || ids.at(-1) === EOS
    const choice = {
      text: detokenize(ids.filter((id) => id !== EOS)),
      ...(script.without !== 'token_ids' && { token_ids: ids }),
      logprobs: {
        token_logprobs: ids.map(() => -0.5),
        top_logprobs: ids.map(() =>
          script.without === 'logprob_token_ids'
            ? { x: -1 }
            : Object.fromEntries(
                (asked.logprob_token_ids ?? []).map((id) => [`token_id:${id}`, -3])
              )
        )
      },
      finish_reason: isLast ? (stopped ? 'stop' : 'length') : null,
      stop_reason: isLast && whole ? stop : null
    }
    const counted = { usage: usage(Math.min(tokens.length, from + together)) }
    parts.push({ choices: [choice], ...(script.countsLate !== true && counted) })
  }
  if (asked.stream !== true) {
    return json(response, { ...parts[0], usage: { ...usage(1), ...details } })
  }
  if ((script.breaks ?? 0) > 0 && asked.max_tokens > 8) {
    script.breaks! -= 1
    events(response, [parts[0], { error: { message: 'EngineCore died', code: 500 } }, '[DONE]'])
  } else {
    const last = { choices: [], usage: { ...usage(tokens.length), ...details } }
    const spoil = script.spoil ?? ((part: object) => part)
    events(response, [...[...parts, last].map((part) => spoil({ ...part })), '[DONE]'])
  }
  response.end()
}
