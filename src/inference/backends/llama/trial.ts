import { setTimeout as sleep } from 'node:timers/promises'
import { getLlama, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp'
import type { GgufSummary } from '../../../shared/model-library.ts'
import type { InspectionStage } from '../../../shared/inspection.ts'
import { rehearse, templateFormat } from '../../chat-template.ts'
import { GgufRefused } from './gguf/refused.ts'

const CONTEXT = 256
const BATCH = 64
const LOG_DELAY_MS = 50

/**
 * Does once with a model all that a run will do with it: load, make a context, render the chat template, evaluate.
 * On one thread and without the GPU: this is about the file.
 *
 * @throws GgufRefused
 */
export async function tryModel(
  summary: GgufSummary,
  enter: (stage: InspectionStage) => void
): Promise<void> {
  const complaints: string[] = []
  enter('starting the engine')
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    maxThreads: 1,
    logLevel: LlamaLogLevel.error,
    logger: (_level, message) => {
      complaints.push(message.trim())
    }
  })
  const [file] = summary.files
  if (file === undefined) throw new Error('A model without files')
  async function complaining<T>(stage: InspectionStage, work: () => Promise<T>): Promise<T> {
    enter(stage)
    try {
      return await work()
    } catch (error) {
      if (error instanceof GgufRefused) throw error
      // The log comes from another thread, after the failure that it explains.
      await sleep(LOG_DELAY_MS)
      const cause = complaints.find((line) => line !== '') ?? sentenceOf(error)
      throw new GgufRefused('not-loadable', `llama.cpp fails ${stage}: ${tidy(cause)}`)
    }
  }
  const model = await complaining('loading its weights', () => llama.loadModel({ modelPath: file }))
  const context = await complaining('preparing its context', () =>
    model.createContext({
      contextSize: Math.min(CONTEXT, summary.contextLength),
      sequences: 1,
      batchSize: BATCH,
      threads: 1
    })
  )
  enter('rendering its chat template')
  renderTemplate(model)
  await complaining('evaluating a token', async () => {
    const tokens = model.tokenize('1 + 1 = 2').slice(0, Math.floor(summary.contextLength / 2))
    const last = tokens.at(-1)
    if (last === undefined) {
      throw new GgufRefused('vocabulary', 'Its tokenizer turns a text into nothing.')
    }
    const [result] = (
      await context
        .getSequence()
        .controlledEvaluate([...tokens.slice(0, -1), [last, { generateNext: { logits: true } }]])
    ).slice(-1)
    checkLogits([...(result?.next.logits?.values() ?? [])])
  })
}

/** A mask may put a token out of the question (-Infinity); NaN and Infinity come from broken weights. */
function checkLogits(logits: readonly number[]): void {
  const broken = logits.some((logit) => Number.isNaN(logit) || logit === Infinity)
  if (broken || !logits.some(Number.isFinite)) {
    throw new GgufRefused(
      'not-finite',
      'Its weights are broken: the first token it is asked for has no finite probabilities.'
    )
  }
}

/** As a run does it (chat-template.ts), so that what passes here works there. */
function renderTemplate(model: LlamaModel): void {
  const source: unknown = model.fileInfo.metadata.tokenizer?.chat_template
  if (typeof source !== 'string' || source.trim() === '') return
  try {
    const { bosString, eosString } = model.tokens
    const format = templateFormat(source, { bos: bosString ?? '', eos: eosString ?? '' })
    rehearse(format)
  } catch (error) {
    if (sentenceOf(error).includes('Script execution timed out')) {
      throw new GgufRefused('hung', 'Its chat template does not come to an end.')
    }
    throw new GgufRefused('chat-template', `Its chat template fails: ${tidy(sentenceOf(error))}`)
  }
}

/** Errors of another JavaScript context, such as the one that renders templates, are none of this one's. */
function sentenceOf(error: unknown): string {
  const isError = typeof error === 'object' && error !== null && 'message' in error
  return String(isError ? error.message : error)
}

/** One line that ends like a sentence, without the trail of functions that it came through. */
function tidy(message: string): string {
  const cause = message.split('error loading model: ').at(-1) ?? message
  const line = cause.replaceAll(/\s+/g, ' ').slice(0, 200).trim()
  return /[.!?]$/.test(line) ? line : `${line}.`
}
