import { AUTOMATIC_LAYERS, type GgufSummary, type GpuLayers } from '../../shared/model-library.ts'

/** llama.cpp rounds the cache of a path up to so many tokens. */
const CACHE_STEP = 256

/** One model of a pair and the tokens that its cache must hold, all paths together. */
export interface Placed {
  readonly summary: GgufSummary
  readonly tokens: number
}

/** A model with the cache of so many paths, each of so many tokens. */
export function placed(
  summary: GgufSummary,
  { paths, context }: { readonly paths: number; readonly context: number }
): Placed {
  return { summary, tokens: paths * Math.ceil(clamped(summary, context) / CACHE_STEP) * CACHE_STEP }
}

/** Beyond what it was trained on, a model takes memory and writes nonsense. */
export function clamped(model: GgufSummary, context: number): number {
  return Math.min(context, model.contextLength)
}

/** For each model: the working buffers on the GPU, and what the driver takes. */
const RESERVE_BYTES = 384 * 2 ** 20

/**
 * How many layers of each model to put on the GPU. The draft comes first: it is read for every token, and it is
 * small. The target gets what is left. One layer more than a model has means its output layer too.
 *
 * @param free bytes of GPU memory
 * @param chosen what a person has decided; null is to be proposed
 */
export function proposeGpuLayers(
  pair: { readonly draft: Placed; readonly target: Placed },
  free: number,
  chosen: GpuLayers = AUTOMATIC_LAYERS
): { readonly draft: number; readonly target: number } {
  const draft = chosen.draft ?? layersThatFit(pair.draft, free - RESERVE_BYTES)
  const rest = free - (draft > 0 ? RESERVE_BYTES : 0) - gpuBytes(pair.draft, draft)
  return { draft, target: chosen.target ?? layersThatFit(pair.target, rest - RESERVE_BYTES) }
}

/** How many layers of a model to put on a GPU that it has for itself. */
export function layersAlone(model: Placed, free: number): number {
  return layersThatFit(model, free - RESERVE_BYTES)
}

function layersThatFit(model: Placed, room: number): number {
  const most = model.summary.layers + 1
  for (let layers = most; layers > 0; layers--) {
    if (gpuBytes(model, layers) <= room) return layers
  }
  return 0
}

/** Bytes on the GPU with `layers` layers there: llama.cpp moves the last layers, and the output layer above them first. */
export function gpuBytes({ summary, tokens }: Placed, layers: number): number {
  const { memory } = summary
  if (memory === null || layers === 0) return 0
  const first = Math.max(0, summary.layers - (layers - 1))
  let bytes = memory.otherBytes
  for (let layer = first; layer < summary.layers; layer++) {
    bytes += (memory.layerBytes[layer] ?? 0) + (memory.kvBytes[layer] ?? 0) * tokens
  }
  return bytes
}
