import type { GgufSummary } from '../../shared/model-library.ts'
import type { Sampling } from '../../shared/model-character.ts'

/** How models are sampled that nothing is known about. */
export const COMMON_SAMPLING: Sampling = { temperature: 0.7, topP: 0.95, topK: 0 }

interface Recommendation {
  /** In the model's name or its file's. */
  readonly name: RegExp
  readonly thinking: Sampling
  /** Where it answers without thinking, if that differs. */
  readonly answering?: Sampling
}

/** What makers recommend, each from the model's card or its generation_config.json at the time of writing; first match. */
const RECOMMENDED: readonly Recommendation[] = [
  // DeepSeek-R1, "Usage Recommendations": temperature .5 to .7, .6 advised; evaluated with top-p .95.
  { name: /r1[-_ ]distill/i, thinking: { temperature: 0.6, topP: 0.95, topK: 0 } },
  // QwQ-32B, "Usage Guidelines": top-k between 20 and 40.
  { name: /qwq/i, thinking: { temperature: 0.6, topP: 0.95, topK: 30 } },
  // Qwen3, "Best Practices", and the cards of its 2507 versions.
  {
    name: /qwen3/i,
    thinking: { temperature: 0.6, topP: 0.95, topK: 20 },
    answering: { temperature: 0.7, topP: 0.8, topK: 20 }
  },
  // Qwen2.5-Instruct, generation_config.json.
  { name: /qwen2\.5/i, thinking: { temperature: 0.7, topP: 0.8, topK: 20 } },
  // gemma-3-it, generation_config.json, which leaves the temperature at 1.
  { name: /gemma[-_ ]3.*\bit\b/i, thinking: { temperature: 1, topP: 0.95, topK: 64 } },
  // SmolLM3 and SmolLM2-Instruct, "How to use".
  { name: /smollm3/i, thinking: { temperature: 0.6, topP: 0.95, topK: 0 } },
  { name: /smollm2.*instruct/i, thinking: { temperature: 0.2, topP: 0.9, topK: 0 } },
  // Llama-3-Instruct, generation_config.json.
  { name: /llama[-_ ]3.*instruct/i, thinking: { temperature: 0.6, topP: 0.9, topK: 0 } },
  // Phi-4-reasoning, "Usage".
  { name: /phi[-_ ]4.*reasoning/i, thinking: { temperature: 0.8, topP: 0.95, topK: 50 } }
]

/** How a model is sampled unless a person says otherwise, and who says so. */
export interface SuitedSampling extends Sampling {
  readonly source: 'file' | 'makers' | 'common'
}

/** What its file says goes first, then what its makers recommend. */
export function samplingOf(
  summary: Pick<GgufSummary, 'name' | 'files' | 'character'> | null,
  { thinks }: { readonly thinks: boolean }
): SuitedSampling {
  if (summary === null) return { ...COMMON_SAMPLING, source: 'common' }
  const said = `${summary.name} ${summary.files[0]?.split(/[\\/]/).at(-1) ?? ''}`
  const known = RECOMMENDED.find(({ name }) => name.test(said))
  const inFile = summary.character?.sampling ?? null
  // A file has one recommendation, made for how the model answers unless it is told not to think.
  const other = !thinks && summary.character?.thinking ? (known?.answering ?? null) : null
  if (inFile !== null && other === null) {
    const { temperature, topP, topK } = COMMON_SAMPLING
    return {
      temperature: inFile.temperature ?? temperature,
      topP: inFile.topP ?? topP,
      topK: inFile.topK ?? topK,
      source: 'file'
    }
  }
  if (known === undefined) return { ...COMMON_SAMPLING, source: 'common' }
  const { thinking, answering = thinking } = known
  return { ...(thinks ? thinking : answering), source: 'makers' }
}
