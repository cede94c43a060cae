import { seeded } from '../random-weights.ts'
import type { RawGguf, RawTensor, RawValue } from './raw-gguf.ts'

const WIDTH = 64
const HEADS = 4
const KEY_HEADS = 2
const FEED_FORWARD = 128
const LAYERS = 2
const HEAD = WIDTH / HEADS

/** How byte-level tokenizers write the 256 bytes: printable ones as themselves, the others from U+0100 on. */
function byteTokens(): string[] {
  let next = 256
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
    return String.fromCodePoint(printable ? byte : next++)
  })
}

export const TOKENS: readonly string[] = [...byteTokens(), '<eos>', '<bos>']

/** A sound two-layer llama with random weights, to be spoilt. */
export function soundModel(): RawGguf {
  const random = seeded(7)
  return {
    magic: 'GGUF',
    version: 3,
    keyCount: null,
    tensorCount: null,
    metadata: metadata(),
    extra: null,
    tensors: tensors(),
    alignment: 32,
    weight: () => (random() - 0.5) * 0.3
  }
}

function metadata(): Map<string, RawValue> {
  return new Map<string, RawValue>([
    ['general.architecture', ['string', 'llama']],
    ['general.name', ['string', 'x']],
    ['general.file_type', ['u32', 0]],
    ['llama.context_length', ['u32', 2048]],
    ['llama.embedding_length', ['u32', WIDTH]],
    ['llama.block_count', ['u32', LAYERS]],
    ['llama.feed_forward_length', ['u32', FEED_FORWARD]],
    ['llama.attention.head_count', ['u32', HEADS]],
    ['llama.attention.head_count_kv', ['u32', KEY_HEADS]],
    ['llama.attention.layer_norm_rms_epsilon', ['f32', 1e-5]],
    ['llama.rope.dimension_count', ['u32', HEAD]],
    ['llama.rope.freq_base', ['f32', 10_000]],
    ['llama.vocab_size', ['u32', TOKENS.length]],
    ['tokenizer.ggml.model', ['string', 'gpt2']],
    ['tokenizer.ggml.pre', ['string', 'qwen2']],
    ['tokenizer.ggml.tokens', ['array', 'string', TOKENS]],
    [
      'tokenizer.ggml.token_type',
      ['array', 'i32', [...TOKENS.keys()].map((id) => (id < 256 ? 1 : 3))]
    ],
    ['tokenizer.ggml.merges', ['array', 'string', ['a b']]],
    ['tokenizer.ggml.eos_token_id', ['u32', 256]],
    ['tokenizer.ggml.bos_token_id', ['u32', 257]]
  ])
}

function tensors(): Map<string, RawTensor> {
  const shapes: [string, number[]][] = [
    ['token_embd.weight', [WIDTH, TOKENS.length]],
    ['output_norm.weight', [WIDTH]],
    ['output.weight', [WIDTH, TOKENS.length]]
  ]
  for (let layer = 0; layer < LAYERS; layer++) {
    const name = (part: string) => `blk.${layer}.${part}.weight`
    shapes.push(
      [name('attn_norm'), [WIDTH]],
      [name('ffn_norm'), [WIDTH]],
      [name('attn_q'), [WIDTH, WIDTH]],
      [name('attn_k'), [WIDTH, HEAD * KEY_HEADS]],
      [name('attn_v'), [WIDTH, HEAD * KEY_HEADS]],
      [name('attn_output'), [WIDTH, WIDTH]],
      [name('ffn_gate'), [WIDTH, FEED_FORWARD]],
      [name('ffn_up'), [WIDTH, FEED_FORWARD]],
      [name('ffn_down'), [FEED_FORWARD, WIDTH]]
    )
  }
  return new Map(shapes.map(([name, dims]) => [name, { name, dims }]))
}
