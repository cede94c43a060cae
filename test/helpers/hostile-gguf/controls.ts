import { join } from 'node:path'
import { writeGguf, type GgufFile, type Tensor } from '../gguf-writer.ts'
import { randomModel, writeRandomModel } from '../random-gguf.ts'
import { constant } from '../random-weights.ts'

export interface Control {
  readonly name: string
  /** Writes the model into the folder and returns the path to open. */
  readonly write: (folder: string) => string
}

/** Sound models of every kind that the gate must let through: what refuses everything proves nothing. */
export const CONTROLS: readonly Control[] = [
  ...(['llama', 'qwen2', 'gemma3', 'mamba'] as const).map((architecture) => ({
    name: architecture,
    write(folder: string) {
      const path = join(folder, `${architecture}.gguf`)
      writeRandomModel(path, { architecture })
      return path
    }
  })),
  {
    name: 'qwen3',
    write(folder) {
      const path = join(folder, 'qwen3.gguf')
      writeGguf(path, asQwen3(randomModel({ architecture: 'qwen2' })))
      return path
    }
  },
  {
    name: 'q8_0',
    write(folder) {
      const path = join(folder, 'q8_0.gguf')
      writeRandomModel(path, { type: 'q8_0', template: null })
      return path
    }
  },
  { name: 'split', write: (folder) => writeSplit(folder, randomModel()) },
  {
    name: 'vocabulary of 150,000',
    write(folder) {
      const path = join(folder, 'vocabulary.gguf')
      writeRandomModel(path, { vocabulary: 150_000, width: 32, heads: 2, keyHeads: 1 })
      return path
    }
  }
]

/** Qwen 3 has no biases, and norms on queries and keys. */
function asQwen3({ metadata, tensors }: GgufFile): GgufFile {
  const renamed = Object.entries(metadata).map(([key, value]) => [
    key.replace(/^qwen2\./, 'qwen3.'),
    key === 'general.architecture' ? ({ type: 'string', value: 'qwen3' } as const) : value
  ])
  const norms = tensors
    .filter(({ name }) => name.endsWith('.attn_q.weight'))
    .flatMap(({ name }) =>
      ['q', 'k'].map((part): Tensor => {
        const size = 16
        return {
          name: name.replace('attn_q', `attn_${part}_norm`),
          dims: [size],
          type: 'f32',
          data: constant('f32', size, 1)
        }
      })
    )
  return {
    metadata: Object.fromEntries(renamed) as GgufFile['metadata'],
    tensors: [...tensors.filter(({ name }) => !name.endsWith('.bias')), ...norms]
  }
}

/** Writes a model as two parts and returns the first one's path. */
export function writeSplit(folder: string, { metadata, tensors }: GgufFile): string {
  const half = Math.ceil(tensors.length / 2)
  const parts = [tensors.slice(0, half), tensors.slice(half)]
  const paths = parts.map((part, index) => {
    const path = join(folder, `split-0000${index + 1}-of-0000${parts.length}.gguf`)
    const place = {
      'split.no': { type: 'uint16', value: index },
      'split.count': { type: 'uint16', value: parts.length },
      'split.tensors.count': { type: 'int32', value: tensors.length }
    } as const
    writeGguf(path, { metadata: index === 0 ? { ...metadata, ...place } : place, tensors: part })
    return path
  })
  return paths[0] ?? ''
}
