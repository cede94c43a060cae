import type { GgufSummary } from '../../src/shared/model-library.ts'

export const GB = 1e9

/** The header of a model of 1 GB whose tokens take 40,960 bytes each. */
export function modelSummary(name: string, options: Partial<GgufSummary> = {}): GgufSummary {
  return {
    name,
    architecture: 'llama',
    family: 'attention',
    parameters: 1e9,
    quantisation: 'Q8_0',
    contextLength: 8192,
    layers: 10,
    vocabulary: 1000,
    hasChatTemplate: true,
    character: null,
    cannotWrite: null,
    bytes: GB,
    files: [`/${name}.gguf`],
    memory: {
      layerBytes: Array.from({ length: 10 }, () => 0.09 * GB),
      otherBytes: 0.1 * GB,
      kvBytes: Array.from({ length: 10 }, () => 4096),
      slidingWindow: null,
      stateBytes: 0
    },
    ...options
  }
}
