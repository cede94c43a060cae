import { CELL_BYTES } from '../../../core/memory/context-settings.ts'
import { inspectionRequestSchema } from '../../../shared/inspection.ts'
import type {
  InspectionReply,
  InspectionRequest,
  InspectionStage
} from '../../../shared/inspection.ts'
import { GgufRefused } from './gguf/refused.ts'
import { readGguf } from './gguf/gate.ts'
import { readMarkup } from './gguf/markup.ts'
import { limitThisProcess } from '../../limits-watch.ts'
import { tryTemplate } from '../../template-trial.ts'

/**
 * The throw-away process: it is the first to touch a file, under limits on memory and time,
 * so that whatever the file does to it costs nothing. Answers one request after another. llama.cpp's binding is loaded by what
 * needs it: headers are read, and templates rendered, without it.
 */

/** What the engine, a small context and the JavaScript around them take, beside the weights. */
const ENGINE_BYTES = 1024 * 2 ** 20
/** Processor time of a trial, and bytes of weights that more of it is granted for each second. */
const TRIAL_SECONDS = 8
const SLOWEST_READING = 200 * 2 ** 20
/** Processor time of a speed trial, beside the reading of weights. */
const TIMING_SECONDS = 60
/** The heap keeps gaps where the records of several contexts, one after the other, have been. */
const HEAP_GAPS = 3
/** Records of cells that are made in a second, at least. */
const SLOWEST_CELLS = 5e6

process.on('message', (message) => {
  const request = inspectionRequestSchema.parse(message)
  answer(request).then(
    (reply) => {
      say(reply)
    },
    (error: unknown) => {
      say({
        type: 'refused',
        refusal: { code: 'not-loadable', sentence: `It cannot be opened: ${sentence(error)}` },
        summary: null
      })
    }
  )
})

// The parent is gone: so is every reason to go on.
process.on('disconnect', () => {
  process.exit(0)
})

async function answer(request: InspectionRequest): Promise<InspectionReply> {
  switch (request.do) {
    case 'devices': {
      const { findDevices } = await import('./memory-estimate.ts')
      return { type: 'devices', devices: await findDevices() }
    }
    case 'time':
      return { type: 'timed', times: await timed(request) }
    case 'ask':
      return { type: 'asked', trial: asked(request) }
    case 'read':
    case 'open':
    case 'estimate':
      return answerAboutFile(request)
  }
}

async function answerAboutFile(
  request: Exclude<InspectionRequest, { do: 'devices' | 'time' | 'ask' }>
): Promise<InspectionReply> {
  enter('reading its header')
  let summary
  try {
    summary = readGguf(request.path)
  } catch (error) {
    if (!(error instanceof GgufRefused)) throw error
    const { code, sentence } = error
    return { type: 'refused', refusal: { code, sentence }, summary: null }
  }
  if (request.do === 'read' || summary.cannotWrite !== null) return { type: 'read', summary }
  const cells =
    request.do === 'open' ? [0] : request.points.map((point) => point.paths * point.contextSize)
  limitThisProcess({
    bytes: summary.bytes * 1.5 + ENGINE_BYTES + HEAP_GAPS * CELL_BYTES * Math.max(...cells),
    seconds:
      TRIAL_SECONDS +
      summary.bytes / SLOWEST_READING +
      cells.reduce((sum, count) => sum + count, 0) / SLOWEST_CELLS
  })
  if (request.do === 'estimate') {
    const { estimateMemory } = await import('./memory-estimate.ts')
    return { type: 'estimated', estimate: await estimateMemory(summary, request, enter) }
  }
  try {
    const { tryModel } = await import('./trial.ts')
    await tryModel(summary, enter)
    return { type: 'opened', summary }
  } catch (error) {
    if (!(error instanceof GgufRefused)) throw error
    const { code, sentence } = error
    return { type: 'refused', refusal: { code, sentence }, summary }
  }
}

/** A template is a program, whoever wrote it. */
function asked({ path, own }: Extract<InspectionRequest, { do: 'ask' }>) {
  enter('reading its header')
  const markup = readMarkup(path)
  limitThisProcess({ bytes: ENGINE_BYTES, seconds: TRIAL_SECONDS })
  enter('rendering its chat template')
  return tryTemplate(markup, own)
}

/** The files were opened well before; the limits are those of any process that computes. */
async function timed(request: Extract<InspectionRequest, { do: 'time' }>) {
  const files = [...new Set([request.target, request.draft])].map((path) => readGguf(path))
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  limitThisProcess({
    bytes: bytes * 1.5 + ENGINE_BYTES,
    seconds: TIMING_SECONDS + bytes / SLOWEST_READING
  })
  enter('measuring its speed')
  const { timePair } = await import('./speed-trial.ts')
  return timePair(request)
}

function enter(stage: InspectionStage): void {
  say({ type: 'stage', stage })
}

function say(reply: InspectionReply): void {
  process.send?.(reply)
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
