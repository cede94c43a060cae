import type { ModelFamily } from '../../../../shared/model-library.ts'
import type { Metadata } from './metadata.ts'
import { GgufRefused, quoted } from './refused.ts'
import type { MetadataSettings } from './settings.ts'

/** llama.cpp's own bounds (LLAMA_MAX_LAYERS, LLAMA_MAX_EXPERTS). */
const MAX_LAYERS = 512
const MAX_EXPERTS = 512
const MAX_HEADS = 4096
const MAX_WIDTH = 2 ** 20
/** The longest contexts in the wild are 10 million tokens. */
const MAX_CONTEXT = 2 ** 27

/** The shape of a model, as far as memory and safety depend on it. */
export interface Hyperparameters {
  readonly contextLength: number
  readonly layers: number
  readonly embedding: number
  /** Bytes of keys and values at 16 bits that one token adds in each layer; 0 in recurrent layers. */
  readonly kvBytes: readonly number[]
  readonly slidingWindow: number | null
  /** Bytes of recurrent state of one path, all layers. */
  readonly stateBytes: number
}

/**
 * Reads and checks the numbers that llama.cpp divides by, allocates by or asserts on.
 *
 * @throws GgufRefused
 */
export function readHyperparameters(
  settings: MetadataSettings,
  metadata: Metadata,
  architecture: string,
  family: ModelFamily
): Hyperparameters {
  const key = (name: string) => `${architecture}.${name}`
  checkFinite(metadata, `${architecture}.`)
  const layers = settings.needWhole(key('block_count'), { min: 1, max: MAX_LAYERS })
  const embedding = settings.needWhole(key('embedding_length'), { min: 1, max: MAX_WIDTH })
  const contextLength = settings.needWhole(key('context_length'), { min: 1, max: MAX_CONTEXT })
  settings.perLayer(key('feed_forward_length'), layers, {
    min: family === 'attention' ? 1 : 0,
    max: MAX_WIDTH * 16
  })
  checkEpsilon(settings, key)
  checkExperts(settings, key)
  const kv =
    family === 'recurrent'
      ? Array.from({ length: layers }, () => 0)
      : readAttention(settings, key, layers, embedding)
  const recurrent = recurrentLayers(settings, key, family, kv)
  const slidingWindow =
    settings.whole(key('attention.sliding_window'), { min: 0, max: MAX_CONTEXT }) ?? 0
  return {
    contextLength,
    layers,
    embedding,
    kvBytes: kv.map((bytes, layer) => (recurrent[layer] ? 0 : bytes)),
    slidingWindow: slidingWindow > 0 ? slidingWindow : null,
    stateBytes: recurrent.filter(Boolean).length * stateBytesOfLayer(settings, key, embedding)
  }
}

/** A NaN or infinite parameter survives loading and aborts at the first token. */
function checkFinite(metadata: Metadata, prefix: string): void {
  for (const [key, value] of metadata) {
    if (!key.startsWith(prefix)) continue
    const numbers = value.type === 'number' ? [value.value] : null
    const list = value.type === 'array' ? value.numbers : numbers
    if (list?.some((number) => !Number.isFinite(number))) {
      throw new GgufRefused('hyperparameter', `${quoted(key)} is not a finite number.`)
    }
  }
}

type Key = (name: string) => string

function checkEpsilon(settings: MetadataSettings, key: Key): void {
  const range = { min: 0, max: 1 }
  const rms = settings.real(key('attention.layer_norm_rms_epsilon'), range)
  const plain = settings.real(key('attention.layer_norm_epsilon'), range)
  if (rms === null && plain === null) {
    throw new GgufRefused('hyperparameter', 'The header does not give the epsilon of its norms.')
  }
}

function checkExperts(settings: MetadataSettings, key: Key): void {
  const experts = settings.whole(key('expert_count'), { min: 0, max: MAX_EXPERTS }) ?? 0
  const used = settings.whole(key('expert_used_count'), { min: 0, max: MAX_EXPERTS }) ?? 0
  if (used > experts || (experts > 0 && used === 0)) {
    throw new GgufRefused('hyperparameter', `It uses ${used} of ${experts} experts.`)
  }
}

/** Bytes of keys and values at 16 bits that a token takes, for each layer. */
function readAttention(
  settings: MetadataSettings,
  key: Key,
  layers: number,
  embedding: number
): readonly number[] {
  const range = { min: 1, max: MAX_HEADS }
  const heads = settings.perLayer(key('attention.head_count'), layers, range)
  if (heads === null) {
    throw new GgufRefused('hyperparameter', 'The header does not give the number of heads.')
  }
  const kvHeads = settings.perLayer(key('attention.head_count_kv'), layers, range) ?? heads
  const most = Math.max(...heads)
  if (most === 0) throw new GgufRefused('hyperparameter', 'None of its layers has a head.')
  heads.forEach((count, layer) => {
    const shared = kvHeads[layer] ?? 0
    if (shared > 0 && count % shared !== 0) {
      throw new GgufRefused(
        'hyperparameter',
        `Its ${count} heads do not divide among ${shared} key-value heads.`
      )
    }
  })
  const width = { min: 1, max: 65_536 }
  const keyLength = widest(settings.perLayer(key('attention.key_length'), layers, width))
  if (keyLength === null && embedding % most !== 0) {
    throw new GgufRefused(
      'hyperparameter',
      `Its width of ${embedding} does not divide among ${most} heads.`
    )
  }
  const keys = keyLength ?? embedding / most
  const values =
    widest(settings.perLayer(key('attention.value_length'), layers, width)) ??
    Math.floor(embedding / most)
  checkRope(settings, key, layers, keys)
  return kvHeads.map((count) => count * (keys + values) * 2)
}

function widest(perLayer: readonly number[] | null): number | null {
  return perLayer === null ? null : Math.max(...perLayer)
}

function checkRope(settings: MetadataSettings, key: Key, layers: number, headWidth: number): void {
  const range = { min: 0, max: 65_536 }
  const rotated = widest(settings.perLayer(key('rope.dimension_count'), layers, range))
  if (rotated !== null && (rotated % 2 !== 0 || rotated > headWidth)) {
    throw new GgufRefused(
      'hyperparameter',
      `It rotates ${rotated} of the ${headWidth} numbers of a head, which cannot be.`
    )
  }
  settings.real(key('rope.freq_base'), { min: 1e-3, max: 1e12 })
  settings.real(key('rope.scaling.factor'), { min: 0, max: 1e6 })
}

/** Which layers of the architecture keep a recurrent state. */
function recurrentLayers(
  settings: MetadataSettings,
  key: Key,
  family: ModelFamily,
  kvBytes: readonly number[]
): readonly boolean[] {
  if (family === 'recurrent') return kvBytes.map(() => true)
  if (family !== 'hybrid') return kvBytes.map(() => false)
  const interval = settings.whole(key('full_attention_interval'), { min: 1, max: MAX_LAYERS })
  if (interval !== null) return kvBytes.map((_, layer) => (layer + 1) % interval !== 0)
  return kvBytes.map((bytes) => bytes === 0)
}

/** Convolution and scan state at 32 bits of one recurrent layer (mamba and its like; others are near it). */
function stateBytesOfLayer(settings: MetadataSettings, key: Key, embedding: number): number {
  const width = { min: 0, max: MAX_WIDTH }
  const inner = settings.whole(key('ssm.inner_size'), width) ?? 0
  const state = settings.whole(key('ssm.state_size'), width) ?? 0
  const groups = settings.whole(key('ssm.group_count'), width) ?? 0
  const kernel = settings.whole(key('ssm.conv_kernel'), { min: 0, max: 1024 }) ?? 0
  const head = settings.whole(key('wkv.head_size'), width) ?? 0
  if (head > 0) return 4 * (2 * embedding + embedding * head)
  return 4 * (Math.max(0, kernel - 1) * (inner + 2 * groups * state) + state * inner)
}
