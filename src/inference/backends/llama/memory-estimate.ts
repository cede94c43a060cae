import { getLlama, GgufInsights, readGgufFileInfo, type Llama } from 'node-llama-cpp'
import { BATCH_TOKENS, SWA_FULL_CACHE } from '../../../core/memory/context-settings.ts'
import type { GgufSummary, Memory } from '../../../shared/model-library.ts'
import type {
  Devices,
  InspectionRequest,
  InspectionStage,
  MemoryEstimate
} from '../../../shared/inspection.ts'
import { freeVram } from './gpu-placement.ts'

type EstimateRequest = Extract<InspectionRequest, { do: 'estimate' }>

/**
 * What llama.cpp would allocate for a model. It answers itself, by loading the model and making the contexts without
 * allocating (`no_alloc`), so that the figures are those of its own breakdown.
 */
export async function estimateMemory(
  summary: GgufSummary,
  { gpuLayers, points }: EstimateRequest,
  enter: (stage: InspectionStage) => void
): Promise<MemoryEstimate> {
  enter('starting the engine')
  const llama = await startLlama(gpuLayers > 0)
  enter('loading its weights')
  const [file] = summary.files
  if (file === undefined) throw new Error('A model without files')
  const info = await readGgufFileInfo(file, { sourceType: 'filesystem', logWarnings: false })
  const insights = await GgufInsights.from(info, llama)
  enter('preparing its context')
  const contexts = []
  for (const { paths, contextSize } of points) {
    const memory = await insights.estimateContextResourceRequirementsV2({
      contextSize,
      sequences: paths,
      batchSize: llama.gpu === false ? BATCH_TOKENS.cpu : BATCH_TOKENS.gpu,
      swaFullCache: SWA_FULL_CACHE,
      modelGpuLayers: gpuLayers
    })
    contexts.push({ paths, contextSize, memory: memoryOf(memory) })
  }
  const weights = await insights.estimateModelResourceRequirementsV2({ gpuLayers })
  return { weights: memoryOf(weights), contexts }
}

/** The GPU that a run would use. */
export async function findDevices(): Promise<Devices> {
  const llama = await startLlama(true)
  if (llama.gpu === false) return { gpu: null, total: 0, free: 0 }
  const { total } = await llama.getVramState()
  return { gpu: llama.gpu, total, free: await freeVram(llama) }
}

function startLlama(gpu: boolean): Promise<Llama> {
  return getLlama({
    gpu: gpu ? 'auto' : false,
    build: 'never',
    maxThreads: 1,
    logger: () => undefined
  })
}

function memoryOf(needed: { readonly cpuRam: number; readonly gpuVram: number }): Memory {
  return { ram: needed.cpuRam, vram: needed.gpuVram }
}
