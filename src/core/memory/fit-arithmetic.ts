import { clamped, gpuBytes, placed, proposeGpuLayers } from './gpu-layers.ts'
import { BATCH_TOKENS, CELL_BYTES } from './context-settings.ts'
import type { GgufSummary, GpuLayers, Memory, ModelFootprint } from '../../shared/model-library.ts'

/** The inference process before it has loaded anything (bench/fit.ts prints it). */
export const ENGINE_BYTES = 140 * 2 ** 20
/** What a model makes the process grow beside llama.cpp's buffers: a part for itself and a part for each token it knows. */
const TABLES = { model: 15 * 10 ** 6, token: 650 }
/** Buffers of a batch that grow neither with the vocabulary nor with the context, generously. */
const FIXED_WORKING = 256 * 2 ** 20
/** Some architectures keep keys and values for a part of their layers only, or keys alone: less than their header suggests. */
const LEAST_SHARE = 0.5

/** A number of paths and the length of each, in tokens. */
export interface Size {
  readonly paths: number
  readonly context: number
}

/** The headers of a pair. */
export interface Summaries {
  readonly target: GgufSummary
  readonly draft: GgufSummary
}

/** What a pair takes at one size, model by model and in all. */
export interface Need {
  readonly size: Size
  readonly target: ModelFootprint
  readonly draft: ModelFootprint
  readonly needed: Memory
}

/**
 * Whether a pair fits so plainly that llama.cpp need not be asked: twice what it takes at most is free. Layers on a
 * GPU take less of this memory, and where nobody chose their number the engine fits them into the GPU's.
 *
 * @param size a context of null is as long as the target was trained on
 * @param free bytes of memory
 */
export function plainlyFits(
  { target, draft, paths, context }: Summaries & { paths: number; context: number | null },
  free: number
): boolean {
  const size = { paths, context: context ?? target.contextLength }
  const models = [target, draft].map((model) => {
    const { weights, cache, working, tables } = count(model, size, BATCH_TOKENS.gpu)
    return weights + cache + working + tables
  })
  return 2 * models.reduce((total, bytes) => total + bytes, ENGINE_BYTES) <= free
}

/**
 * Whether a pair is so plainly too large that llama.cpp must not be asked: half of what its headers suggest is more
 * than there is. Even where llama.cpp does not allocate a cache it keeps a record of each token's cell, and of enough
 * cells those take gigabytes and minutes.
 *
 * @param free bytes of all memory, the GPU's included
 */
export function plainlyTooLarge({ target, draft }: Summaries, size: Size, free: number): boolean {
  const least = [target, draft].map(
    (model) =>
      LEAST_SHARE * (model.bytes + cacheBytes(model, size)) +
      CELL_BYTES * placed(model, size).tokens
  )
  return least.reduce((total, bytes) => total + bytes, ENGINE_BYTES) > free
}

/**
 * What a pair takes by its headers alone, on the generous side, with as many layers on the GPU as there is room for.
 *
 * @param room bytes of GPU memory that may be filled; null without a GPU
 */
export function countNeed(
  { target, draft }: Summaries,
  size: Size,
  room: number | null,
  chosen?: GpuLayers
): Need {
  const batch = room === null ? BATCH_TOKENS.cpu : BATCH_TOKENS.gpu
  const pair = { draft: placed(draft, size), target: placed(target, size) }
  const layers = room === null ? { draft: 0, target: 0 } : proposeGpuLayers(pair, room, chosen)
  const [ofTarget, ofDraft] = [
    { ...count(target, size, batch), gpuLayers: layers.target },
    { ...count(draft, size, batch), gpuLayers: layers.draft }
  ]
  const vram = gpuBytes(pair.target, layers.target) + gpuBytes(pair.draft, layers.draft)
  const all = [ofTarget, ofDraft].flatMap((one) => [
    one.weights,
    one.cache,
    one.working,
    one.tables
  ])
  const total = all.reduce((sum, bytes) => sum + bytes, ENGINE_BYTES)
  return { size, target: ofTarget, draft: ofDraft, needed: { ram: total - vram, vram } }
}

/** Bytes that the engine keeps of a model beside llama.cpp's buffers. */
export function tableBytes({ vocabulary }: GgufSummary): number {
  return TABLES.model + TABLES.token * vocabulary
}

/** Bytes of the keys and values of all paths, or of their recurrent states. */
export function cacheBytes(model: GgufSummary, size: Size): number {
  const { kvBytes = [], stateBytes = 0 } = model.memory ?? {}
  const perToken = kvBytes.reduce((total, bytes) => total + bytes, 0)
  return perToken * placed(model, size).tokens + stateBytes * size.paths
}

/** @param batch tokens of the largest batch: each has a logit for every known token, and a mask over the context */
function count(model: GgufSummary, size: Size, batch: number): Omit<ModelFootprint, 'gpuLayers'> {
  const context = clamped(model, size.context)
  return {
    weights: model.bytes,
    cache: cacheBytes(model, size),
    working: FIXED_WORKING + batch * 4 * (model.vocabulary + context),
    tables: tableBytes(model),
    context
  }
}
