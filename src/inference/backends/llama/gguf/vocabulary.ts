import { GgufRefused, quoted } from './refused.ts'
import type { MetadataSettings } from './settings.ts'

/** Tokenizers that llama.cpp drives by scores, and aborts without. */
const SCORED = new Set(['llama', 't5'])
/** Tokenizers of the shipped llama.cpp that work on a list of tokens. */
const TOKENIZERS = new Set(['llama', 'gpt2', 'bert', 't5', 'rwkv', 'plamo2', 'gemma4'])
/** "No such token", as an unsigned number. */
const NONE = 0xffff_ffff
const TOKEN_TYPES = { min: 0, max: 6 }

/**
 * Checks the lists that llama.cpp indexes by token without looking at their length, and the assertions that it
 * makes on them. Returns the number of tokens.
 *
 * @throws GgufRefused
 */
export function checkVocabulary(settings: MetadataSettings): number {
  const model = settings.text('tokenizer.ggml.model')
  if (model === null) throw new GgufRefused('vocabulary', 'It has no tokenizer.')
  if (!TOKENIZERS.has(model)) {
    throw new GgufRefused('vocabulary', `Its tokenizer ${quoted(model)} is not known.`)
  }
  const tokens = settings.array('tokenizer.ggml.tokens')?.strings ?? []
  if (tokens.length === 0) {
    throw new GgufRefused('vocabulary', 'Its tokenizer has no list of tokens.')
  }
  checkDistinct(tokens)
  checkTypes(settings, tokens.length)
  checkScores(settings, tokens.length, SCORED.has(model))
  checkMerges(settings, model)
  for (const role of ['bos', 'eos', 'eot']) {
    checkSpecial(settings, role, tokens.length)
  }
  return tokens.length
}

function checkDistinct(tokens: readonly string[]): void {
  const seen = new Set<string>()
  for (const token of tokens) {
    // llama.cpp gives each empty token a name of its own.
    if (token === '') continue
    if (seen.has(token)) {
      throw new GgufRefused('vocabulary', `The token ${quoted(token)} occurs twice.`)
    }
    seen.add(token)
  }
}

function checkTypes(settings: MetadataSettings, count: number): void {
  const types = settings.array('tokenizer.ggml.token_type')
  if (types === null) return
  if (types.numbers === null || (types.of !== 'i32' && types.of !== 'u32')) {
    throw new GgufRefused('vocabulary', 'The types of its tokens are not a list of whole numbers.')
  }
  if (types.length !== count) {
    throw new GgufRefused('vocabulary', `It types ${types.length} of its ${count} tokens.`)
  }
  const odd = types.numbers.find((type) => type < TOKEN_TYPES.min || type > TOKEN_TYPES.max)
  if (odd !== undefined) {
    throw new GgufRefused('vocabulary', `A token has the unknown type ${odd}.`)
  }
}

function checkScores(settings: MetadataSettings, count: number, needed: boolean): void {
  const scores = settings.array('tokenizer.ggml.scores')
  if (scores === null) {
    if (needed) throw new GgufRefused('vocabulary', 'Its tokenizer lacks the scores that it needs.')
    return
  }
  if (scores.numbers === null || scores.of !== 'f32') {
    throw new GgufRefused('vocabulary', 'The scores of its tokens are not a list of numbers.')
  }
  if (scores.length !== count) {
    throw new GgufRefused('vocabulary', `It scores ${scores.length} of its ${count} tokens.`)
  }
  if (scores.numbers.some(Number.isNaN)) {
    throw new GgufRefused('vocabulary', 'A score of its tokens is not a number.')
  }
}

function checkMerges(settings: MetadataSettings, model: string): void {
  const merges = settings.array('tokenizer.ggml.merges')
  if (merges === null) {
    if (model === 'gpt2') {
      throw new GgufRefused('vocabulary', 'Its tokenizer lacks the merges that it needs.')
    }
    return
  }
  if (merges.strings === null) {
    throw new GgufRefused('vocabulary', 'The merges of its tokenizer are not a list of texts.')
  }
  const broken = merges.strings.find((merge) => {
    const space = merge.indexOf(' ', 1)
    return space < 1 || space === merge.length - 1
  })
  if (broken !== undefined) {
    throw new GgufRefused('vocabulary', `The merge ${quoted(broken)} does not name two parts.`)
  }
}

function checkSpecial(settings: MetadataSettings, role: string, count: number): void {
  const id = settings.whole(`tokenizer.ggml.${role}_token_id`, { min: -1, max: NONE })
  if (id !== null && id >= count && id !== NONE) {
    throw new GgufRefused(
      'vocabulary',
      `Its ${role} token is number ${id}, and it has ${count} tokens.`
    )
  }
}
