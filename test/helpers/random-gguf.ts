import {
  f32,
  i32s,
  text,
  u32,
  writeGguf,
  type GgufFile,
  type MetadataValue
} from './gguf-writer.ts'
import { type Tensor, type TensorType } from './gguf-writer.ts'
import { CHATML, vocabulary, type TokenizerKind } from './random-vocabulary.ts'
import { constant, encode, randomWeights, seeded } from './random-weights.ts'

export interface RandomModel {
  readonly architecture: 'llama' | 'qwen2' | 'gemma3' | 'mamba' | 'jamba'
  readonly name: string
  readonly layers: number
  /** Width; a multiple of 32. */
  readonly width: number
  readonly heads: number
  readonly keyHeads: number
  readonly feedForward: number
  readonly vocabulary: number
  readonly context: number
  readonly type: TensorType
  readonly seed: number
  /** Jinja, or null for a file without a template. */
  readonly template: string | null
  /** Sliding window of gemma3, in tokens. */
  readonly window: number
  readonly tokenizer: TokenizerKind
  /** Whether the file says that BOS opens every prompt; null for what its tokenizer's kind says. */
  readonly addsBos: boolean | null
  /** Whether the embedding is the output too, as in most small models. */
  readonly tied: boolean
  /** Deviation of the output weights: the larger, the surer the model. */
  readonly sureness: number
}

const TINY: RandomModel = {
  architecture: 'llama',
  name: 'random',
  layers: 2,
  width: 64,
  heads: 4,
  keyHeads: 2,
  feedForward: 128,
  vocabulary: 512,
  context: 2048,
  type: 'f16',
  seed: 1,
  template: CHATML,
  window: 128,
  tokenizer: 'plain',
  addsBos: null,
  tied: false,
  sureness: 0.3
}

/** Writes a model with random weights that llama.cpp loads and runs. Its texts mean nothing; its costs are real. */
export function writeRandomModel(path: string, options: Partial<RandomModel> = {}): void {
  writeGguf(path, randomModel(options))
}

export function randomModel(options: Partial<RandomModel> = {}): GgufFile {
  const model = { ...TINY, ...options }
  const tensors = new TensorMaker(model)
  tensors.random('token_embd.weight', [model.width, model.vocabulary], 1)
  for (let layer = 0; layer < model.layers; layer++) {
    if (isRecurrent(model, layer)) addMambaLayer(tensors, model, `blk.${layer}`)
    else addAttention(tensors, model, `blk.${layer}`)
    if (model.architecture !== 'mamba') addFeedForward(tensors, model, `blk.${layer}`)
  }
  tensors.ones('output_norm.weight', model.width)
  if (!model.tied) {
    tensors.random('output.weight', [model.width, model.vocabulary], model.sureness)
  }
  return {
    metadata: {
      'general.architecture': text(model.architecture),
      'general.name': text(model.name),
      ...hyperparameters(model),
      ...vocabulary({
        size: model.vocabulary,
        template: model.template,
        tokenizer: model.tokenizer,
        ...(model.addsBos === null ? {} : { addsBos: model.addsBos })
      })
    },
    tensors: tensors.made
  }
}

const MAMBA = { kernel: 4, state: 16 }

function hyperparameters(model: RandomModel): Record<string, MetadataValue> {
  const key = (name: string) => `${model.architecture}.${name}`
  const common = {
    [key('context_length')]: u32(model.context),
    [key('embedding_length')]: u32(model.width),
    [key('block_count')]: u32(model.layers),
    [key('vocab_size')]: u32(model.vocabulary),
    [key('attention.layer_norm_rms_epsilon')]: f32(1e-5)
  }
  const state = {
    [key('ssm.conv_kernel')]: u32(MAMBA.kernel),
    [key('ssm.inner_size')]: u32(2 * model.width),
    [key('ssm.state_size')]: u32(MAMBA.state),
    [key('ssm.time_step_rank')]: u32(timeStepRank(model))
  }
  if (model.architecture === 'mamba') {
    return {
      ...common,
      ...state,
      [key('feed_forward_length')]: u32(0),
      [key('attention.head_count')]: u32(0)
    }
  }
  if (model.architecture === 'jamba') {
    return {
      ...common,
      ...state,
      [key('feed_forward_length')]: u32(model.feedForward),
      [key('attention.head_count')]: u32(model.heads),
      // A layer without key heads is a recurrent one.
      [key('attention.head_count_kv')]: i32s(
        Array.from({ length: model.layers }, (_, layer) =>
          isRecurrent(model, layer) ? 0 : model.keyHeads
        )
      )
    }
  }
  return {
    ...common,
    [key('feed_forward_length')]: u32(model.feedForward),
    [key('attention.head_count')]: u32(model.heads),
    [key('attention.head_count_kv')]: u32(model.keyHeads),
    [key('rope.freq_base')]: f32(1e6),
    ...(model.architecture === 'gemma3'
      ? {
          [key('attention.key_length')]: u32(headSize(model)),
          [key('attention.value_length')]: u32(headSize(model)),
          [key('attention.sliding_window')]: u32(model.window)
        }
      : { [key('rope.dimension_count')]: u32(headSize(model)) })
  }
}

/** Whether a layer keeps a state instead of keys and values; in a hybrid every other one. */
function isRecurrent({ architecture }: RandomModel, layer: number): boolean {
  return architecture === 'mamba' || (architecture === 'jamba' && layer % 2 === 0)
}

function addAttention(tensors: TensorMaker, model: RandomModel, layer: string): void {
  const { width } = model
  const keys = headSize(model) * model.keyHeads
  const deviation = 1 / Math.sqrt(width)
  tensors.ones(`${layer}.attn_norm.weight`, width)
  tensors.random(`${layer}.attn_q.weight`, [width, width], deviation)
  tensors.random(`${layer}.attn_k.weight`, [width, keys], deviation)
  tensors.random(`${layer}.attn_v.weight`, [width, keys], deviation)
  tensors.random(`${layer}.attn_output.weight`, [width, width], deviation)
  if (model.architecture === 'qwen2') {
    tensors.zeros(`${layer}.attn_q.bias`, width)
    tensors.zeros(`${layer}.attn_k.bias`, keys)
    tensors.zeros(`${layer}.attn_v.bias`, keys)
  }
  if (model.architecture === 'gemma3') {
    tensors.ones(`${layer}.attn_q_norm.weight`, headSize(model))
    tensors.ones(`${layer}.attn_k_norm.weight`, headSize(model))
    tensors.ones(`${layer}.post_attention_norm.weight`, width)
    tensors.ones(`${layer}.post_ffw_norm.weight`, width)
  }
}

function addFeedForward(tensors: TensorMaker, model: RandomModel, layer: string): void {
  const { width, feedForward } = model
  const deviation = 1 / Math.sqrt(width)
  tensors.ones(`${layer}.ffn_norm.weight`, width)
  tensors.random(`${layer}.ffn_gate.weight`, [width, feedForward], deviation)
  tensors.random(`${layer}.ffn_up.weight`, [width, feedForward], deviation)
  tensors.random(`${layer}.ffn_down.weight`, [feedForward, width], deviation)
}

function addMambaLayer(tensors: TensorMaker, model: RandomModel, layer: string): void {
  const { width } = model
  const inner = 2 * width
  const rank = timeStepRank(model)
  const deviation = 1 / Math.sqrt(width)
  tensors.ones(`${layer}.attn_norm.weight`, width)
  tensors.random(`${layer}.ssm_in.weight`, [width, 2 * inner], deviation)
  tensors.float(`${layer}.ssm_conv1d.weight`, [MAMBA.kernel, inner], 0.5)
  tensors.zeros(`${layer}.ssm_conv1d.bias`, inner)
  tensors.random(`${layer}.ssm_x.weight`, [inner, rank + 2 * MAMBA.state], deviation)
  tensors.float(`${layer}.ssm_dt.weight`, [rank, inner], deviation)
  tensors.zeros(`${layer}.ssm_dt.bias`, inner)
  tensors.decay(`${layer}.ssm_a`, MAMBA.state, inner)
  tensors.ones(`${layer}.ssm_d`, inner)
  tensors.random(`${layer}.ssm_out.weight`, [inner, width], deviation)
  if (model.architecture === 'jamba') {
    tensors.ones(`${layer}.ssm_dt_norm.weight`, rank)
    tensors.ones(`${layer}.ssm_b_norm.weight`, MAMBA.state)
    tensors.ones(`${layer}.ssm_c_norm.weight`, MAMBA.state)
  }
}

function headSize(model: RandomModel): number {
  return model.width / model.heads
}

function timeStepRank(model: RandomModel): number {
  return Math.ceil(model.width / 16)
}

/** Collects tensors; each gets random numbers of its own from the model's seed. */
class TensorMaker {
  readonly made: Tensor[] = []
  readonly #type: TensorType
  readonly #random: () => number

  constructor(model: RandomModel) {
    this.#type = model.type
    this.#random = seeded(model.seed)
  }

  random(name: string, dims: readonly number[], deviation: number): void {
    this.#add(name, dims, this.#type, deviation)
  }

  /** Random, but always F32, as llama.cpp wants small convolutions and the like. */
  float(name: string, dims: readonly number[], deviation: number): void {
    this.#add(name, dims, 'f32', deviation)
  }

  ones(name: string, size: number): void {
    this.made.push({ name, dims: [size], type: 'f32', data: constant('f32', size, 1) })
  }

  zeros(name: string, size: number): void {
    this.made.push({ name, dims: [size], type: 'f32', data: constant('f32', size, 0) })
  }

  /** Mamba's A: -1, -2, ... for each state, as it is initialised before training. */
  decay(name: string, states: number, inner: number): void {
    const weights = Float32Array.from({ length: states * inner }, (_, i) => -1 - (i % states))
    this.made.push({ name, dims: [states, inner], type: 'f32', data: encode('f32', weights) })
  }

  #add(name: string, dims: readonly number[], type: TensorType, deviation: number): void {
    const count = dims.reduce((product, size) => product * size, 1)
    this.made.push({
      name,
      dims,
      type,
      data: randomWeights(type, count, deviation, this.#random)
    })
  }
}
