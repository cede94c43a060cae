import { bool, i32s, text, texts, u32, type MetadataValue } from './gguf-writer.ts'

/** GGUF's numbers for kinds of tokens. */
const NORMAL = 1
const CONTROL = 3
const USER_DEFINED = 4

export const CHATML = [
  "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}",
  '{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}'
].join('')

/** ChatML whose generation prompt opens a thinking part, as QwQ's does. */
export const THINKING_CHATML = CHATML.replace('assistant\n', 'assistant\n<think>\n')

export interface VocabularyOptions {
  /** Number of tokens; at least 320. */
  readonly size: number
  /** Jinja, or null for a file without a template. */
  readonly template: string | null
  /** Merges that other vocabularies lack, so that the same text becomes other tokens with other ids. */
  readonly variant?: boolean
}

/** A byte-level BPE vocabulary with ChatML's special tokens, as GGUF metadata. */
export function vocabulary(options: VocabularyOptions): Record<string, MetadataValue> {
  const bytes = byteLetters()
  const spell = (part: string) =>
    [...new TextEncoder().encode(part)].map((byte) => bytes[byte] ?? '').join('')
  const tokens = [...bytes]
  const merges: string[] = []
  for (const [left, right] of options.variant === true ? [...VARIANT, ...PAIRS] : PAIRS) {
    merges.push(`${spell(left)} ${spell(right)}`)
    tokens.push(spell(left + right))
  }
  const special = ['<|endoftext|>', '<|im_start|>', '<|im_end|>', '<think>', '</think>']
  for (let i = 0; tokens.length < options.size - special.length; i++) tokens.push(spell(` w${i}`))
  const types = tokens.map(() => NORMAL)
  const first = tokens.length
  for (const token of special) {
    tokens.push(token)
    types.push(token.includes('think') ? USER_DEFINED : CONTROL)
  }
  return {
    'tokenizer.ggml.model': text('gpt2'),
    'tokenizer.ggml.pre': text('qwen2'),
    'tokenizer.ggml.tokens': texts(tokens),
    'tokenizer.ggml.token_type': i32s(types),
    'tokenizer.ggml.merges': texts(merges),
    'tokenizer.ggml.bos_token_id': u32(first),
    'tokenizer.ggml.eos_token_id': u32(first + 2),
    'tokenizer.ggml.padding_token_id': u32(first),
    'tokenizer.ggml.add_bos_token': bool(false),
    ...(options.template === null ? {} : { 'tokenizer.chat_template': text(options.template) })
  }
}

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

const VARIANT: readonly (readonly [string, string])[] = [
  ['e', 'r'],
  ['a', 'n'],
  ['o', 'n'],
  ['a', 't'],
  ['0', '0'],
  [' ', 'a']
]

/** GPT-2's printable letter for each byte. */
function byteLetters(): string[] {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
  let next = 256
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(printable(byte) ? byte : next++)
  )
}
