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
  return {
    verdict,
    advice: verdict === 'fits' ? null : advice(needs, free),
    paths: request.paths,
    target: footprint(target, ofTarget, wanted, layers.target),
    draft: footprint(draft, ofDraft, wanted, layers.draft),
    engine: ENGINE_BYTES,
    needed,
    free,
    gpu: devices.gpu
  }
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
function advice(
  needs: readonly { readonly size: Size; readonly needed: Memory }[],
  free: Memory
): string {
  const [asked] = needs
  const fitting = needs
    .filter(({ needed }) => judge(needed, free) === 'fits')
    .map(({ size }) => size)
  const fewer = fitting.find(({ context }) => context === asked?.size.context)
  const shorter = fitting.find(({ paths }) => paths === asked?.size.paths)
  const ways = [
    ...(fewer === undefined ? [] : [`n = ${fewer.paths}`]),
    ...(shorter === undefined ? [] : [`context ${shorter.context}`])
  ]
  if (ways.length > 0) return `Use ${ways.join(' or ')}.`
  return 'Close other programs, or choose a smaller model or a smaller quantisation.'
}

function footprint(
  model: GgufSummary,
  { weights, contexts }: MemoryEstimate,
  size: Size,
  gpuLayers: number
): ModelFootprint {
  const context = contexts[0]?.memory ?? { ram: 0, vram: 0 }
  const allocated = context.ram + context.vram
  const { kvBytes = [], stateBytes = 0 } = model.memory ?? {}
  const perToken = kvBytes.reduce((total, bytes) => total + bytes, 0)
  const tokens = cachedTokens(clamped(model, size.context))
  const cache = Math.min(allocated, size.paths * (perToken * tokens + stateBytes))
  return {
    weights: weights.ram + weights.vram,
    cache,
    working: allocated - cache,
    tables: tables(model),
    context: clamped(model, size.context),
    gpuLayers
  }
}
