import { BATCH_TOKENS } from '../../shared/context-settings.ts'
import type { MemoryEstimate } from '../../shared/inspection.ts'
import type {
  Fit,
  GgufSummary,
  GpuLayers,
  Memory,
  ModelFootprint
} from '../../shared/model-library.ts'
import { proposeGpuLayers } from './gpu-layers.ts'
import type { Inspector } from './inspector.ts'

/** The inference process before it has loaded anything (bench/fit.ts prints it). */
const ENGINE_BYTES = 140 * 2 ** 20
/** What a model makes the process grow beside llama.cpp's buffers: a part for itself and a part for each token it knows. */
const TABLES = { model: 15 * 10 ** 6, token: 650 }
/** Above this share of what is free, a browser tab decides whether it swaps. */
const TIGHT = 0.85
const SHORTEST_CONTEXT = 512
/** llama.cpp rounds the cache of a path up to so many tokens. */
const CACHE_STEP = 256

export interface FitRequest {
  readonly target: GgufSummary
  readonly draft: GgufSummary
  readonly paths: number
  /** Tokens of one path, or null for as many as the target was trained on. */
  readonly context: number | null
  /** What a person has decided; what is null or left out is proposed. */
  readonly gpuLayers?: GpuLayers
  /** Bytes that are taken now and will be free: those of the pair that is loaded. */
  readonly credit: Memory
}

export interface FitOptions {
  readonly inspector: Pick<Inspector, 'estimate' | 'devices'>
  /** Bytes of memory that a new process can have now. */
  readonly freeMemory?: () => number
}

/** A number of paths and the length of each. */
interface Size {
  readonly paths: number
  readonly context: number
}

/**
 * Whether a pair fits into memory. llama.cpp itself says what it would allocate, in a throw-away process; what is
 * decided here is how that compares with what is free, and what would fit instead.
 *
 * @throws Error where a model is refused
 */
export async function estimateFit(
  request: FitRequest,
  { inspector, freeMemory = () => process.availableMemory() }: FitOptions
): Promise<Fit> {
  const { target, draft } = request
  const wanted = { paths: request.paths, context: request.context ?? target.contextLength }
  const sizes = [wanted, ...smallerSizes(wanted)]
  const devices = await inspector.devices()
  const free = {
    ram: freeMemory() + request.credit.ram,
    vram: devices.free + request.credit.vram
  }
  const layers =
    devices.gpu === null
      ? { draft: 0, target: 0 }
      : proposeGpuLayers(
          { draft: placed(draft, wanted), target: placed(target, wanted) },
          free.vram,
          request.gpuLayers
        )
  const [ofTarget, ofDraft] = [
    await estimates(inspector, target, layers.target, sizes),
    await estimates(inspector, draft, layers.draft, sizes)
  ]
  const needs = sizes.map((size, index) => ({
    size,
    needed: sum([
      { ram: ENGINE_BYTES + tables(target) + tables(draft), vram: 0 },
      ofTarget.weights,
      ofDraft.weights,
      contextAt(ofTarget, index),
      contextAt(ofDraft, index)
    ])
  }))
  const needed = needs[0]?.needed ?? { ram: 0, vram: 0 }
  const verdict = judge(needed, free)
  const proposals = verdict === 'fits' ? [] : smallerThatFit(needs, free)
  return {
    verdict,
    advice: verdict === 'fits' ? null : advice(proposals, wanted),
    proposals: [...proposals],
    paths: request.paths,
    target: footprint(target, ofTarget, wanted, layers.target),
    draft: footprint(draft, ofDraft, wanted, layers.draft),
    engine: ENGINE_BYTES,
    needed,
    free,
    gpu: devices.gpu
  }
}

/**
 * Whether a pair fits so plainly that llama.cpp need not be asked: twice what it takes at most is free. Layers on a
 * GPU take less of this memory, and where nobody chose their number the engine fits them into the GPU's.
 *
 * @param free bytes of memory
 */
export function plainlyFits(
  { target, draft, paths, context }: Omit<FitRequest, 'credit' | 'gpuLayers'>,
  free: number
): boolean {
  const models = [target, draft].map((model) => {
    const tokens = cachedTokens(clamped(model, context ?? target.contextLength))
    return model.bytes + cacheBytes(model, paths, tokens) + mostWorking(model) + tables(model)
  })
  return 2 * models.reduce((total, bytes) => total + bytes, ENGINE_BYTES) <= free
}

/** Buffers of the largest batch, generously: logits of 4 bytes for each token that the model knows, and the rest. */
function mostWorking({ vocabulary }: GgufSummary): number {
  return 256 * 2 ** 20 + BATCH_TOKENS.gpu * vocabulary * 4
}

/** Fewer paths of the same length, and shorter ones of the same number. */
function smallerSizes({ paths, context }: Size): readonly Size[] {
  const fewer = Array.from({ length: paths - 1 }, (_, index) => ({
    paths: paths - 1 - index,
    context
  }))
  const shorter: Size[] = []
  let next = 2 ** Math.ceil(Math.log2(context) - 1)
  for (; next >= SHORTEST_CONTEXT; next /= 2) shorter.push({ paths, context: next })
  return [...fewer, ...shorter]
}

function estimates(
  inspector: Pick<Inspector, 'estimate'>,
  model: GgufSummary,
  gpuLayers: number,
  sizes: readonly Size[]
): Promise<MemoryEstimate> {
  return inspector.estimate({
    path: model.files[0] ?? '',
    gpuLayers,
    points: sizes.map(({ paths, context }) => ({ paths, contextSize: clamped(model, context) }))
  })
}

/** Beyond what it was trained on, a model takes memory and writes nonsense. */
function clamped(model: GgufSummary, context: number): number {
  return Math.min(context, model.contextLength)
}

function placed(summary: GgufSummary, { paths, context }: Size) {
  return { summary, tokens: paths * cachedTokens(clamped(summary, context)) }
}

function cachedTokens(context: number): number {
  return Math.ceil(context / CACHE_STEP) * CACHE_STEP
}

function contextAt(estimate: MemoryEstimate, index: number): Memory {
  const context = estimate.contexts[index]
  if (context === undefined) throw new Error(`Expected an estimate for size ${index}`)
  return context.memory
}

function tables({ vocabulary }: GgufSummary): number {
  return TABLES.model + TABLES.token * vocabulary
}

function sum(parts: readonly Memory[]): Memory {
  return parts.reduce((all, { ram, vram }) => ({ ram: all.ram + ram, vram: all.vram + vram }), {
    ram: 0,
    vram: 0
  })
}

function judge(needed: Memory, free: Memory): Fit['verdict'] {
  const share = Math.max(needed.ram / free.ram, needed.vram === 0 ? 0 : needed.vram / free.vram)
  if (share > 1) return 'wont-fit'
  return share > TIGHT ? 'tight' : 'fits'
}

/** The most paths, and the longest context, that would fit well. The first size is the one that was asked for. */
function smallerThatFit(
  [asked, ...smaller]: readonly { readonly size: Size; readonly needed: Memory }[],
  free: Memory
): readonly Size[] {
  const fitting = smaller
    .filter(({ needed }) => judge(needed, free) === 'fits')
    .map(({ size }) => size)
  const fewer = fitting.find(({ context }) => context === asked?.size.context)
  const shorter = fitting.find(({ paths }) => paths === asked?.size.paths)
  return [fewer, shorter].filter((size) => size !== undefined)
}

function advice(proposals: readonly Size[], asked: Size): string {
  if (proposals.length === 0) {
    return 'Close other programs, or choose a smaller model or a smaller quantisation.'
  }
  const ways = proposals.map(({ paths, context }) =>
    context === asked.context ? `n = ${paths}` : `context ${context}`
  )
  return `Use ${ways.join(' or ')}.`
}

function footprint(
  model: GgufSummary,
  { weights, contexts }: MemoryEstimate,
  size: Size,
  gpuLayers: number
): ModelFootprint {
  const context = contexts[0]?.memory ?? { ram: 0, vram: 0 }
  const allocated = context.ram + context.vram
  const tokens = cachedTokens(clamped(model, size.context))
  const cache = Math.min(allocated, cacheBytes(model, size.paths, tokens))
  return {
    weights: weights.ram + weights.vram,
    cache,
    working: allocated - cache,
    tables: tables(model),
    context: clamped(model, size.context),
    gpuLayers
  }
}

/** Keys and values of all paths, or their recurrent states. */
function cacheBytes({ memory }: GgufSummary, paths: number, tokens: number): number {
  const { kvBytes = [], stateBytes = 0 } = memory ?? {}
  const perToken = kvBytes.reduce((total, bytes) => total + bytes, 0)
  return paths * (perToken * tokens + stateBytes)
}
