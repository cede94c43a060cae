import type { Llama } from 'node-llama-cpp'
import type { ContextDemand } from '../../../core/memory/context-demand.ts'
import { layersAlone, placed, proposeGpuLayers } from '../../../core/memory/gpu-layers.ts'
import type { Role } from '../../../shared/cost.ts'
import type { GgufSummary, GpuLayers } from '../../../shared/model-library.ts'

/** Bytes of GPU memory that llama.cpp's binding lets models and contexts take; the rest it keeps for the system. */
export async function freeVram(
  llama: Pick<Llama, 'getVramState' | 'vramPaddingSize'>
): Promise<number> {
  const { free } = await llama.getVramState()
  return Math.max(0, free - llama.vramPaddingSize)
}

/**
 * How many layers of each model to put on the GPU so that both contexts find room there too. The binding's own choice
 * looks at one model at a time and at a single path: on a GPU that is not far too large, the first model would take
 * the room of the second and of the paths. A model whose partner is not on this machine has the room to itself. What
 * stays null is left to the binding.
 */
export async function gpuLayersFor(
  llama: Pick<Llama, 'gpu' | 'getVramState' | 'vramPaddingSize'>,
  models: Readonly<Partial<Record<Role, GgufSummary>>>,
  demand: ContextDemand,
  chosen: GpuLayers
): Promise<GpuLayers> {
  const { target, draft } = models
  if (llama.gpu === false) return chosen
  if (target === undefined || draft === undefined) {
    const alone = target ?? draft
    if (alone === undefined || alone.memory === null) return chosen
    const layers = layersAlone(placed(alone, demand), await freeVram(llama))
    return { target: chosen.target ?? layers, draft: chosen.draft ?? layers }
  }
  if (target.memory === null || draft.memory === null) return chosen
  const layers = proposeGpuLayers(
    { draft: placed(draft, demand), target: placed(target, demand) },
    await freeVram(llama),
    chosen
  )
  if (target.files[0] !== draft.files[0]) return layers
  // One file in both roles is loaded once, and so has one number of layers.
  const fewer = Math.min(layers.target, layers.draft)
  return { target: chosen.target ?? fewer, draft: chosen.draft ?? fewer }
}
