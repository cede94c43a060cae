import { bool, f32s, i32s, text, texts, u32, type MetadataValue } from './gguf-writer.ts'

/** GGUF's numbers for kinds of tokens. */
const NORMAL = 1
const UNKNOWN = 2
const CONTROL = 3
const USER_DEFINED = 4
const BYTE = 6

export const CHATML = [
  "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}",
  '{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}'
].join('')

/** As Qwen2.5's: whoever gives no system message gets the makers' own. */
export const DEFAULT_SYSTEM = [
  "{% if messages[0]['role'] != 'system' %}<|im_start|>system\nYou are a default.<|im_end|>\n{% endif %}",
  CHATML
].join('')

/** As Gemma's: BOS of its own, roles renamed, and the system message at the head of the user's first. */
export const FOLDED_SYSTEM = [
  "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set head = messages[0]['content'] ~ '\n\n' %}{% set turns = messages[1:] %}",
  "{% else %}{% set head = '' %}{% set turns = messages %}{% endif %}{% for m in turns %}<|im_start|>{{ 'model' if m['role'] == 'assistant' else m['role'] }}\n",
  "{% if loop.first %}{{ head }}{% endif %}{{ m['content'] | trim }}<|im_end|>\n{% endfor %}",
  '{% if add_generation_prompt %}<|im_start|>model\n{% endif %}'
].join('')

/** ChatML whose generation prompt opens a thinking part, as QwQ's does. */
export const THINKING_CHATML = CHATML.replace('assistant\n', 'assistant\n<think>\n')

/**
 * Kinds of vocabularies. `plain` and `variant` cut the same text into other tokens with other ids; `merged` has letters and
 * yes and no with the space before them, digits alone, and line ends of every length, as Qwen's and Llama's have;
 * `sentencepiece` is Llama 2's kind, with a token for each byte that it has no piece for.
 */
export type TokenizerKind = 'plain' | 'variant' | 'merged' | 'sentencepiece'

type ByteLevelKind = Exclude<TokenizerKind, 'sentencepiece'>

export interface VocabularyOptions {
  /** Number of tokens; at least 400. */
  readonly size: number
  /** Jinja, or null for a file without a template. */
  readonly template: string | null
  readonly tokenizer: TokenizerKind
  /** Whether the file says that BOS opens every prompt; only `sentencepiece` says so by itself. */
  readonly addsBos?: boolean
}

/** A vocabulary with ChatML's special tokens, as GGUF metadata. */
export function vocabulary(options: VocabularyOptions): Record<string, MetadataValue> {
  const { tokenizer, template } = options
  return {
    ...(tokenizer === 'sentencepiece' ? sentencePiece(options) : byteLevel(options, tokenizer)),
    ...(template === null ? {} : { 'tokenizer.chat_template': text(template) })
  }
}

const SPECIAL = ['<|endoftext|>', '<|im_start|>', '<|im_end|>', '<think>', '</think>']
const SPECIAL_TYPES = SPECIAL.map((token) => (token.includes('think') ? USER_DEFINED : CONTROL))

function byteLevel(
  { size, addsBos = false }: VocabularyOptions,
  kind: ByteLevelKind
): Record<string, MetadataValue> {
  const bytes = byteLetters()
  const spell = (part: string) =>
    [...new TextEncoder().encode(part)].map((byte) => bytes[byte] ?? '').join('')
  const tokens = [...bytes]
  const merges: string[] = []
  for (const [left, right] of [...OTHER_PAIRS[kind], ...PAIRS]) {
    merges.push(`${spell(left)} ${spell(right)}`)
    tokens.push(spell(left + right))
  }
  for (let i = 0; tokens.length < size - SPECIAL.length; i++) tokens.push(spell(` w${i}`))
  const first = tokens.length
  return {
    'tokenizer.ggml.model': text('gpt2'),
    'tokenizer.ggml.pre': text('qwen2'),
    'tokenizer.ggml.tokens': texts([...tokens, ...SPECIAL]),
    'tokenizer.ggml.token_type': i32s([...tokens.map(() => NORMAL), ...SPECIAL_TYPES]),
    'tokenizer.ggml.merges': texts(merges),
    'tokenizer.ggml.bos_token_id': u32(first),
    'tokenizer.ggml.eos_token_id': u32(first + 2),
    'tokenizer.ggml.padding_token_id': u32(first),
    'tokenizer.ggml.add_bos_token': bool(addsBos)
  }
}

/** Pieces with scores, the likelier the longer; what no piece says is said byte by byte. */
function sentencePiece({ size, addsBos = true }: VocabularyOptions): Record<string, MetadataValue> {
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`
  )
  const pieces = PIECES.map((piece) => piece.replaceAll(' ', SPACE))
  const fixed = ['<unk>', '<s>', '</s>', ...bytes, ...SPECIAL]
  for (let i = 0; fixed.length + pieces.length < size; i++) pieces.push(`${SPACE}w${i}`)
  return {
    'tokenizer.ggml.model': text('llama'),
    'tokenizer.ggml.tokens': texts([...fixed, ...pieces]),
    'tokenizer.ggml.scores': f32s([
      ...fixed.map(() => 0),
      ...pieces.map((piece) => [...piece].length - 100)
    ]),
    'tokenizer.ggml.token_type': i32s([
      UNKNOWN,
      CONTROL,
      CONTROL,
      ...bytes.map(() => BYTE),
      ...SPECIAL_TYPES,
      ...pieces.map(() => NORMAL)
    ]),
    'tokenizer.ggml.bos_token_id': u32(1),
    'tokenizer.ggml.eos_token_id': u32(2),
    'tokenizer.ggml.unknown_token_id': u32(0),
    'tokenizer.ggml.add_bos_token': bool(addsBos),
    'tokenizer.ggml.add_space_prefix': bool(true)
  }
}

const SPACE = '\u2581'

/** Line ends, letters, digits and a few words, with and without the space before them; no capitals beyond H, so that bytes are met. */
const PIECES: readonly string[] = [
  ' ',
  ...['\n', '\n\n', '\n\n\n'],
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789.,:;!?+-*=()',
  ...[...'abcdefghijklmnopqrstuvwxyzABCDEFGH'].map((letter) => ` ${letter}`),
  ...['th', 'the', ' th', ' the', 'he', 'in', 'st', 'ste', 'step', ' st', ' ste', ' step']
]

/** Merges: a delimiter alone, at the end of a token, and inside one. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['\n', '\n'],
  ['.', '\n\n'],
  [':', '\n\n'],
  ['\n\n', 'a'],
  ['t', 'h'],
  ['th', 'e'],
  [' ', 't'],
  [' t', 'he'],
  ['h', 'e'],
  ['i', 'n'],
  ['s', 't'],
  ['st', 'e'],
  ['ste', 'p']
]

const OTHER_PAIRS: Readonly<Record<ByteLevelKind, readonly (readonly [string, string])[]>> = {
  plain: [],
  variant: [
    ['e', 'r'],
    ['a', 'n'],
    ['o', 'n'],
    ['a', 't'],
    ['0', '0'],
    [' ', 'a']
  ],
  merged: [
    ...[...'ABCDEFGH'].map((letter) => [' ', letter] as const),
    ['\n\n', '\n'],
    ['e', 's'],
    ['y', 'es'],
    [' ', 'yes'],
    ['n', 'o'],
    [' ', 'no']
  ]
}

/** GPT-2's printable letter for each byte. */
function byteLetters(): string[] {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
  let next = 256
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(printable(byte) ? byte : next++)
  )
}
