import type { ServerResponse } from 'node:http'
import { events, json, type Received } from './answering.ts'

/** A completion as it was asked for. */
export interface Asked {
  readonly prompt: readonly number[]
  readonly n_predict: number
  readonly stop?: readonly string[]
  readonly grammar?: string
}

/** What a llama-server in miniature says. */
export interface Script {
  readonly models?: readonly object[]
  /** Tokens of one path. */
  readonly contextSize?: number
  /** Its chat template; none where it is left out. */
  readonly template?: string
  /** What it writes, one character a token. */
  readonly text?: string
  /** Answers a completion in a way of its own, and says whether it has. */
  readonly instead?: (asked: Asked, response: ServerResponse) => boolean
  /** Changes each part of a stream before it is sent. */
  readonly spoil?: (part: Record<string, unknown>) => object
}

export const MODEL = {
  id: 'counter',
  owned_by: 'llamacpp',
  meta: { n_vocab: 256, n_params: 1000, size: 5000 }
}

/** A llama-server in miniature: a token is a byte. */
export function answerAsLlama(script: Script) {
  return ({ path, body }: Received, response: ServerResponse): void => {
    const asked = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)
    switch (path) {
      case '/v1/models':
        return json(response, { data: script.models ?? [MODEL] })
      case '/props':
        return json(response, {
          default_generation_settings: { n_ctx: script.contextSize ?? 300 },
          total_slots: 2,
          chat_template: script.template ?? ''
        })
      case '/tokenize': {
        const bytes = [...Buffer.from((asked.content ?? '') as string)]
        return json(response, { tokens: bytes.map((byte) => ({ id: byte, piece: [byte] })) })
      }
      case '/detokenize':
        return json(response, { content: Buffer.from(asked.tokens as number[]).toString() })
      case '/completion':
        return complete(asked as unknown as Asked, response, script)
      default:
        return json(response, { error: { message: 'File Not Found', type: 'not_found' } }, 404)
    }
  }
}

function complete(asked: Asked, response: ServerResponse, { text = '', ...script }: Script): void {
  if (script.instead?.(asked, response) === true) return
  const forced = [...(asked.grammar ?? '').matchAll(/\[(\d+)\]/g)].map(([, id]) => Number(id))
  const written = forced.length > 0 ? forced : [...Buffer.from(text)]
  const tokens = written.slice(0, asked.n_predict)
  const common = { tokens_evaluated: asked.prompt.length, stop: false }
  const timings = { cache_n: 0, prompt_n: asked.prompt.length }
  const spoil = script.spoil ?? ((part: object) => part)
  events(response, [
    ...tokens.map((id, index) =>
      spoil({
        ...common,
        timings,
        ...{ content: String.fromCharCode(id), tokens: [id], tokens_predicted: index + 1 },
        completion_probabilities: [{ id, logprob: -0.5 }]
      })
    ),
    {
      ...{ ...common, timings, content: '', tokens: [], tokens_predicted: tokens.length },
      ...{ stop: true, stop_type: tokens.length < asked.n_predict ? 'eos' : 'limit' }
    }
  ])
  response.end()
}
