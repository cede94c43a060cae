import { z } from 'zod'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import {
  conversations,
  renderedFormat,
  type ChatMessage,
  type Render
} from '../../chat-template.ts'
import type { Connection } from './connection.ts'
import type { ModelOfServer } from './meet-server.ts'
import {
  FIRST_CALL,
  fingerprintOf,
  idsOf,
  knownMarks,
  requireFormat,
  type MetServer
} from './met-server.ts'
import { Pieces } from './pieces.ts'
import { ServerFailure } from './server-failure.ts'
import { vllmTokenizer } from './vllm-tokenizer.ts'
import { Vllm } from './vllm.ts'

const tokensSchema = z.object({ tokens: z.array(z.int().nonnegative()) })
const promptSchema = z.object({ prompt: z.string() })
const versionSchema = z.object({ version: z.string() })

/** @throws ServerFailure */
export async function meetVllm(
  source: ServerSource,
  model: ModelOfServer,
  connection: Connection
): Promise<MetServer> {
  const { parameters } = source
  const { id: name, max_model_len: length } = model
  if (parameters === null) {
    throw new ServerFailure(
      `vLLM does not say how many weights ${sourceText(source)} has, and the bill needs them. Say it: --target-parameters 32B, or --draft-parameters.`
    )
  }
  if (typeof length !== 'number') {
    throw new ServerFailure(`${sourceText(source)} does not say how long a text may be.`)
  }
  const dialect = await Vllm.meet(connection, name, FIRST_CALL)
  const rendered = await renderAll(connection, name)
  const format = renderedFormat(rendered.render)
  requireFormat(format, source)
  const [endOfTurn] = format.endOfTurn === '' ? [] : await idsOf(format.endOfTurn, dialect)
  if (endOfTurn !== undefined) dialect.endTurnAt(endOfTurn)
  return {
    ...{ connection, dialect, format, contextSize: length },
    identity: {
      name,
      sha256: await fingerprintOf(saidBy(model, rendered.texts), dialect),
      parameters
    },
    architecture: 'unknown',
    bytes: 0,
    slots: 0,
    software: `vLLM ${await versionOf(connection)}`.trim(),
    // Rendered templates open the text themselves.
    opening: [],
    isEndOfTurn: () => false,
    marks: await knownMarks(dialect),
    template: '',
    remarks: {
      choices: null,
      likelihood:
        'vLLM reads the whole path again, or answers a request for each token of the step: whichever is less.'
    }
  }
}

/** A gateway may not pass it on. */
async function versionOf(connection: Connection): Promise<string> {
  try {
    const answer = versionSchema.safeParse(await connection.get('/version', FIRST_CALL))
    return answer.data?.version ?? ''
  } catch (error) {
    if (error instanceof ServerFailure && !error.passing) return ''
    throw error
  }
}

/** The fingerprint of the model that is there now. @throws ServerFailure */
export async function identifyVllm(model: ModelOfServer, connection: Connection): Promise<string> {
  const { texts } = await renderAll(connection, model.id)
  return fingerprintOf(saidBy(model, texts), new Pieces(vllmTokenizer(connection, model.id)))
}

/** What tells one model from another. */
function saidBy(
  { id: name, root, max_model_len: length }: ModelOfServer,
  rendered: Readonly<Record<string, string>>
): readonly unknown[] {
  return ['vllm', name, root, length, rendered]
}

/** Lets the server render all the conversations that a format is made of: it does not give its template away. */
async function renderAll(connection: Connection, model: string) {
  const texts: Record<string, string> = {}
  for (const messages of conversations()) {
    for (const thinks of [false, true]) {
      const text = await renderOnServer(connection, model, messages, thinks)
      if (text !== null) texts[keyOf(messages, thinks)] = text
    }
  }
  const render: Render = (messages, thinks) => {
    const text = texts[keyOf(messages, thinks)]
    if (text === undefined) throw new Error('The server does not render this conversation.')
    return text
  }
  return { texts, render }
}

function keyOf(messages: readonly ChatMessage[], thinks: boolean): string {
  return JSON.stringify([messages, thinks])
}

/** Null where the template refuses it, as some do with a system message. */
async function renderOnServer(
  connection: Connection,
  model: string,
  messages: readonly ChatMessage[],
  thinks: boolean
): Promise<string | null> {
  const chat = {
    ...{ model, messages, add_generation_prompt: true, add_special_tokens: false },
    chat_template_kwargs: { enable_thinking: thinks, thinking: thinks }
  }
  try {
    const { tokens } = tokensSchema.parse(await connection.post('/tokenize', chat, FIRST_CALL))
    const answer = await connection.post('/detokenize', { model, tokens }, FIRST_CALL)
    return promptSchema.parse(answer).prompt
  } catch (error) {
    if (error instanceof ServerFailure && !error.passing) return null
    throw error
  }
}
