import { pathContext } from './context-demand.ts'
import { clamped, placed, proposeGpuLayers } from './gpu-layers.ts'
import type { Devices, MemoryEstimate } from '../../shared/inspection.ts'
import type {
  Fit,
  GgufSummary,
  GpuLayers,
  Memory,
  ModelFootprint
} from '../../shared/model-library.ts'
import {
  cacheBytes,
  countNeed,
  ENGINE_BYTES,
  plainlyTooLarge,
  tableBytes,
  type Need,
  type Size
} from './fit-arithmetic.ts'
import { SHORTEST_CONTEXT } from './shortest-context.ts'

/** Above this share of what is free, a browser tab decides whether it swaps. */
const TIGHT = 0.85

export interface FitRequest {
  readonly target: GgufSummary
  readonly draft: GgufSummary
  readonly paths: number
  /** Tokens of one path, or null for as many as a run makes unless told otherwise. */
  readonly context: number | null
  /** What a person has decided; what is null or left out is proposed. */
  readonly gpuLayers?: GpuLayers
  /** Bytes that are taken now and will be free: those of the pair that is loaded. */
  readonly credit: Memory
}

/** Who can say what llama.cpp would allocate, and on what. */
export interface AllocationReports {
  /** Throws where the file is refused. */
  estimate(request: {
    readonly path: string
    readonly gpuLayers: number
    readonly points: { paths: number; contextSize: number }[]
  }): Promise<MemoryEstimate>
  devices(): Promise<Devices>
}

export interface FitOptions {
  readonly inspector: AllocationReports
  /** Bytes of memory that a new process can have now. */
  readonly freeMemory: () => number
}

/**
 * Whether a pair fits into memory. llama.cpp itself says what it would allocate, in a throw-away process, unless the
 * headers alone say that it would be far too much; what is decided here is how that compares with what is free, and
 * what would fit instead.
 *
 * @throws Error where a model is refused
 */
export async function estimateFit(
  request: FitRequest,
  { inspector, freeMemory }: FitOptions
): Promise<Fit> {
  const wanted = {
    paths: request.paths,
    context: request.context ?? clamped(request.target, pathContext(null))
  }
  const devices = await inspector.devices()
  const free = {
    ram: freeMemory() + request.credit.ram,
    vram: devices.free + request.credit.vram
  }
  const sizes: Sizes = [wanted, ...smallerSizes(wanted)]
  const room = devices.gpu === null ? null : free.vram
  const [asked, ...smaller] = plainlyTooLarge(request, wanted, free.ram + free.vram)
    ? counted(request, sizes, room)
    : await measured(request, sizes, room, inspector)
  const outcome = judge(asked.needed, free)
  const proposals = outcome === 'fits' ? [] : smallerThatFit(wanted, smaller, free)
  return {
    outcome,
    advice: outcome === 'fits' ? null : advice(proposals, wanted),
    proposals: [...proposals],
    paths: request.paths,
    target: asked.target,
    draft: asked.draft,
    engine: ENGINE_BYTES,
    needed: asked.needed,
    free,
    gpu: devices.gpu
  }
}

/** The size that was asked for, and smaller ones. */
type Sizes = readonly [Size, ...Size[]]
type Needs = readonly [Need, ...Need[]]

/** By the headers. A smaller size leaves room for other layers on the GPU, so each gets its own. */
function counted(request: FitRequest, [wanted, ...smaller]: Sizes, room: number | null): Needs {
  const needOf = (size: Size) =>
    countNeed(request, size, room === null ? null : TIGHT * room, request.gpuLayers)
  return [needOf(wanted), ...smaller.map(needOf)]
}

/** By llama.cpp. */
async function measured(
  { target, draft, gpuLayers }: FitRequest,
  [wanted, ...smaller]: Sizes,
  room: number | null,
  inspector: AllocationReports
): Promise<Needs> {
  const layers =
    room === null
      ? { draft: 0, target: 0 }
      : proposeGpuLayers(
          { draft: placed(draft, wanted), target: placed(target, wanted) },
          room,
          gpuLayers
        )
  const sizes = [wanted, ...smaller]
  const [ofTarget, ofDraft] = [
    await estimates(inspector, target, layers.target, sizes),
    await estimates(inspector, draft, layers.draft, sizes)
  ]
  const needOf = (size: Size, index: number): Need => ({
    size,
    target: footprint(target, ofTarget.weights, contextAt(ofTarget, index), size, layers.target),
    draft: footprint(draft, ofDraft.weights, contextAt(ofDraft, index), size, layers.draft),
    needed: sum([
      { ram: ENGINE_BYTES + tableBytes(target) + tableBytes(draft), vram: 0 },
      ofTarget.weights,
      ofDraft.weights,
      contextAt(ofTarget, index),
      contextAt(ofDraft, index)
    ])
  })
  return [needOf(wanted, 0), ...smaller.map((size, index) => needOf(size, 1 + index))]
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
  inspector: AllocationReports,
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

function contextAt(estimate: MemoryEstimate, index: number): Memory {
  const context = estimate.contexts[index]
  if (context === undefined) throw new Error(`Expected an estimate for size ${index}`)
  return context.memory
}

function sum(parts: readonly Memory[]): Memory {
  return parts.reduce((all, { ram, vram }) => ({ ram: all.ram + ram, vram: all.vram + vram }), {
    ram: 0,
    vram: 0
  })
}

function judge(needed: Memory, free: Memory): Fit['outcome'] {
  const share = Math.max(needed.ram / free.ram, needed.vram === 0 ? 0 : needed.vram / free.vram)
  if (share > 1) return 'wont-fit'
  return share > TIGHT ? 'tight' : 'fits'
}

/** The most paths, and the longest context, that would fit well. */
function smallerThatFit(wanted: Size, smaller: readonly Need[], free: Memory): readonly Size[] {
  const fitting = smaller
    .filter(({ needed }) => judge(needed, free) === 'fits')
    .map(({ size }) => size)
  const fewer = fitting.find(({ context }) => context === wanted.context)
  const shorter = fitting.find(({ paths }) => paths === wanted.paths)
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
  weights: Memory,
  context: Memory,
  size: Size,
  gpuLayers: number
): ModelFootprint {
  const allocated = context.ram + context.vram
  const cache = Math.min(allocated, cacheBytes(model, size))
  return {
    weights: weights.ram + weights.vram,
    cache,
    working: allocated - cache,
    tables: tableBytes(model),
    context: clamped(model, size.context),
    gpuLayers
  }
}
