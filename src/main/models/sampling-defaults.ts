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

/**
 * What makers recommend, for files that do not say it themselves; first match. Each row was held against the source that
 * it names (repositories of huggingface.co, read in November 2026, Llama's, Gemma's and Qwen2.5's in copies of the same file).
 * Names take in no relative of which another source speaks: a model without a row is sampled as one that nobody knows.
 */
const RECOMMENDED: readonly Recommendation[] = [
  // deepseek-ai/DeepSeek-R1-Distill-Qwen-32B, generation_config.json; its card: temperature .5 to .7, .6 advised.
  { name: /r1[-_ ]distill/i, thinking: { temperature: 0.6, topP: 0.95, topK: 0 } },
  // Qwen/QwQ-32B, card, "Usage Guidelines": top-k between 20 and 40.
  { name: /qwq(?!.*preview)/i, thinking: { temperature: 0.6, topP: 0.95, topK: 30 } },
  // Qwen/Qwen3-8B, card, "Best Practices"; the same of Qwen3-235B-A22B-Instruct-2507 and -Thinking-2507.
  {
    name: /qwen3(?![.\d]|.*\b(vl|omni|base)\b)/i,
    thinking: { temperature: 0.6, topP: 0.95, topK: 20 },
    answering: { temperature: 0.7, topP: 0.8, topK: 20 }
  },
  // Qwen/Qwen2.5-7B-Instruct, -14B-, -32B-, -72B- and Qwen2.5-Coder-32B-Instruct, generation_config.json.
  {
    name: /qwen2\.5(?!.*\b(math|vl|omni)\b).*instruct/i,
    thinking: { temperature: 0.7, topP: 0.8, topK: 20 }
  },
  // google/gemma-3-27b-it, generation_config.json: top-k and top-p; it leaves the temperature at the library's 1.
  { name: /gemma[-_ ]3(?!n).*\bit\b/i, thinking: { temperature: 1, topP: 0.95, topK: 64 } },
  // HuggingFaceTB/SmolLM3-3B, card, the tip below "How to use".
  { name: /smollm3(?!.*base)/i, thinking: { temperature: 0.6, topP: 0.95, topK: 0 } },
  // HuggingFaceTB/SmolLM2-1.7B-Instruct, card, the example of "How to use"; generation_config.json says nothing.
  { name: /smollm2.*instruct/i, thinking: { temperature: 0.2, topP: 0.9, topK: 0 } },
  // meta-llama/Meta-Llama-3-8B-Instruct, Llama-3.1-8B-Instruct, Llama-3.3-70B-Instruct, generation_config.json.
  { name: /llama[-_ ]3.*instruct/i, thinking: { temperature: 0.6, topP: 0.9, topK: 0 } },
  // microsoft/Phi-4-reasoning, card, "Usage"; the same of Phi-4-reasoning-plus. Phi-4-mini-reasoning has a card of its own.
  { name: /phi[-_ ]4[-_ ]reasoning/i, thinking: { temperature: 0.8, topP: 0.95, topK: 50 } }
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
    // gemma's files leave out the temperature, as the configuration does that they were made from.
    const { temperature, topP, topK } = known?.thinking ?? COMMON_SAMPLING
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
