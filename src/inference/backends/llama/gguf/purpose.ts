import { whyArchitectureCannotWrite } from './architectures.ts'
import type { MetadataSettings } from './settings.ts'

/** `llama_pooling_type`: 0 is none; -1, and a missing key, leave it to whoever loads the model. */
const POOLED = new Map([
  [1, 'It is an embedding model: it cannot write text.'],
  [2, 'It is an embedding model: it cannot write text.'],
  [3, 'It is an embedding model: it cannot write text.'],
  [4, 'It ranks texts: it cannot write one.']
])

/** What `general.type` calls files that are no models of their own. */
const PARTS = new Map([
  [
    'adapter',
    'It is an adapter (LoRA), which only works together with the model that it was made for.'
  ],
  ['mmproj', 'It is the image part of another model.'],
  ['imatrix', 'It holds statistics for quantising a model, and no model.'],
  ['vocab', 'It holds a vocabulary, and no model.']
])

/**
 * Why a file cannot write a solution, or null where it can. What the file says of itself is believed over its
 * architecture: many an embedding model has that of a language model.
 */
export function whyItCannotWrite(settings: MetadataSettings, architecture: string): string | null {
  const part = PARTS.get(settings.text('general.type') ?? '')
  if (part !== undefined) return part
  const pooling = settings.whole(`${architecture}.pooling_type`, { min: -1, max: 0xffff_ffff })
  const pooled = POOLED.get(pooling ?? 0)
  if (pooled !== undefined) return pooled
  if (settings.flag(`${architecture}.attention.causal`) === false) {
    return 'It reads texts in both directions, and does not write from left to right.'
  }
  return whyArchitectureCannotWrite(architecture)
}

/** Whether it is no model at all, so that its header has none of a model's figures. */
export function isPartOnly(settings: MetadataSettings): boolean {
  return PARTS.has(settings.text('general.type') ?? '')
}
