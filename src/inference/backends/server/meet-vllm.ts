import { z } from 'zod'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import {
  conversations,
  renderedFormat,
  type ChatMessage,
  type Render
} from '../../chat-template.ts'
import { MAX_RENDERED_CHARACTERS } from '../../bounded-template.ts'
import { claimed, MOST_CONTEXT } from './claims.ts'
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
import { plain, saysNot, ServerFailure } from './server-failure.ts'
import {
  findSplitting,
  type Splitting,
  type SplittingPlace,
  tokenizerAt,
  VLLM
} from './tokenizer-of-vllm.ts'
import type { VllmTokenizer } from './vllm-tokenizer.ts'
import { Vllm } from './vllm.ts'

/** Characters of what a server calls its version. */
const LONGEST_VERSION = 100

const metadataSchema = z.object({ max_request_context_length: z.number() })
const versionSchema = z.object({ version: z.string() })

/** @param splitting how it was found to split texts. @throws ServerFailure */
export async function meetVllm(
  source: ServerSource,
  model: ModelOfServer,
  connection: Connection,
  { place, tokenizer, sample }: Splitting
): Promise<MetServer> {
  const { parameters } = source
  const { id: name } = model
  const length = lengthIn(model)
  if (parameters === null) {
    throw new ServerFailure(
      `vLLM does not say how many weights ${sourceText(source)} has, and the bill needs them. Say it: --target-parameters 32B, or --draft-parameters.`
    )
  }
  if (length === null) {
    throw new ServerFailure(`${sourceText(source)} does not say how long a text may be.`)
  }
  claimed(connection.url, 'how many tokens a text may have', length, { most: MOST_CONTEXT })
  const dialect = await Vllm.meet(connection, name, { tokenizer, sample }, FIRST_CALL)
  const rendered = await renderAll(tokenizer)
  const format = renderedFormat(rendered.render)
  requireFormat(format, source)
  const [endOfTurn] = format.endOfTurn === '' ? [] : await idsOf(format.endOfTurn, dialect)
  if (endOfTurn !== undefined) dialect.endTurnAt(endOfTurn)
  return {
    ...{ connection, dialect, format, contextSize: length, splitsAt: place },
    identity: {
      name,
      sha256: await fingerprintOf(saidBy(model, tokenizer.computes ? {} : rendered.texts), dialect),
      parameters
    },
    architecture: 'unknown',
    bytes: 0,
    slots: 0,
    software: `vLLM ${plain(await versionOf(connection), LONGEST_VERSION)}`.trim(),
    // Rendered templates open the text themselves.
    opening: [],
    isEndOfTurn: () => false,
    marks: await knownMarks(dialect),
    template: '',
    remarks: {
      choices: null,
      likelihood: `vLLM reads the whole path again, or answers a request for each token of the step: whichever is less.${
        tokenizer.computes ? ' Its gateway has no /tokenize: each text is computed once more.' : ''
      }`
    }
  }
}

/** Tokens of a text, as vLLM says it or a gateway before it (Ray Serve LLM); null where neither does. */
function lengthIn({ max_model_len: own, metadata }: ModelOfServer): number | null {
  const told = own ?? metadataSchema.safeParse(metadata).data?.max_request_context_length
  return typeof told === 'number' ? told : null
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

/**
 * The fingerprint of the model that is there now.
 *
 * @param splitsAt where the one that was met splits texts. It is not looked for again, unless texts are not split there
 * any more; null where none was met
 * @throws ServerFailure
 */
export async function identifyVllm(
  model: ModelOfServer,
  connection: Connection,
  splitsAt: SplittingPlace | null
): Promise<string> {
  const known = model.owned_by === VLLM ? 'page' : splitsAt
  if (known !== null) {
    try {
      return await fingerprintBy(tokenizerAt(known, connection, model), model)
    } catch (error) {
      const isRefused = error instanceof ServerFailure && !error.passing
      if (!isRefused || model.owned_by === VLLM) throw error
    }
  }
  const found = await findSplitting(connection, model)
  if (found !== null) return fingerprintBy(found.tokenizer, model)
  throw saysNot(connection.url, 'how it splits a text into tokens', 'vLLM')
}

async function fingerprintBy(tokenizer: VllmTokenizer, model: ModelOfServer): Promise<string> {
  // It is asked before every attempt, and nobody pays for what it would compute.
  const texts = tokenizer.computes ? {} : (await renderAll(tokenizer)).texts
  return fingerprintOf(saidBy(model, texts), new Pieces(tokenizer))
}

/** What tells one model from another. */
function saidBy(
  model: ModelOfServer,
  rendered: Readonly<Record<string, string>>
): readonly unknown[] {
  return ['vllm', model.id, model.root, lengthIn(model), rendered]
}

/** Lets the server render all the conversations that a format is made of: it does not give its template away. */
async function renderAll(tokenizer: VllmTokenizer) {
  const texts: Record<string, string> = {}
  for (const messages of conversations()) {
    for (const thinks of [false, true]) {
      const text = await renderedBy(tokenizer, messages, thinks)
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

/** Null where the template refuses it, as some do with a system message, or writes without end. */
async function renderedBy(
  tokenizer: VllmTokenizer,
  messages: readonly ChatMessage[],
  thinks: boolean
): Promise<string | null> {
  try {
    const text = await tokenizer.render(messages, thinks, FIRST_CALL)
    return text.length <= MAX_RENDERED_CHARACTERS ? text : null
  } catch (error) {
    if (error instanceof ServerFailure && !error.passing) return null
    throw error
  }
}
