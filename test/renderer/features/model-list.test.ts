import { describe, expect, it } from 'vitest'
import type { ModelRow } from '../../../src/shared/contract/models.ts'
import { arrange, reasonsOf } from '../../../src/renderer/features/models/model-list.ts'

function model(name: string, change: Partial<ModelRow> = {}): ModelRow {
  return {
    id: name,
    name,
    bytes: 100,
    origin: 'folder',
    mode: 'reference',
    tried: false,
    sha256: null,
    expectedSha256: null,
    files: [`/models/${name}.gguf`],
    own: { template: false, answersAtOnce: false },
    traits: null,
    target: { able: true },
    draft: { able: true },
    ...change
  }
}
function traits(architecture: string, parameters: number): NonNullable<ModelRow['traits']> {
  return {
    architecture,
    family: 'attention',
    parameters,
    quantisation: 'Q4_K_M',
    contextLength: 4096,
    layers: 2,
    vocabulary: 512,
    hasChatTemplate: true,
    character: null
  }
}

const refused = { able: false, reason: 'It is not a GGUF file.' } as const
const models = [
  model('small', { traits: traits('llama', 1e6), bytes: 300 }),
  model('large', { traits: traits('qwen2', 1e9), bytes: 200, origin: 'ollama' }),
  model('broken', { target: refused, draft: refused })
]
const everything = { text: '', origin: 'all', serves: 'all' } as const
const byName = { by: 'name', descending: false } as const
const names = (list: readonly ModelRow[]) => list.map(({ name }) => name)

describe('the list of models', () => {
  it('sorts, and keeps those without the figure at the end both ways', () => {
    const ways = [false, true].map((descending) =>
      names(arrange(models, everything, { by: 'parameters', descending }))
    )
    expect(ways).toEqual([
      ['small', 'large', 'broken'],
      ['large', 'small', 'broken']
    ])
    expect(names(arrange(models, everything, { by: 'bytes', descending: true }))).toEqual([
      'small',
      'large',
      'broken'
    ])
  })

  it('finds a model by all the words that are typed, wherever they stand', () => {
    const find = (text: string) => names(arrange(models, { ...everything, text }, byName))
    expect(find('Q4_k ollama')).toEqual(['large'])
    expect(find('/models/ .gguf')).toEqual(['broken', 'large', 'small'])
    expect(find('llama small qwen')).toEqual([])
  })

  it('shows those that cannot serve alone, with each reason once', () => {
    const unable = arrange(models, { ...everything, serves: 'unable' }, byName)
    expect(names(unable)).toEqual(['broken'])
    expect(unable.map(reasonsOf)).toEqual([['It is not a GGUF file.']])
    expect(names(arrange(models, { ...everything, origin: 'ollama' }, byName))).toEqual(['large'])
  })
})
