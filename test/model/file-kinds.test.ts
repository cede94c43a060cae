import type { Token } from 'node-llama-cpp'
import { describe, expect, test } from 'vitest'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { TextCodec } from '../../src/inference/backends/llama/text-codec.ts'
import { chatOf, loadModel, NEVER, randomModelFile } from '../helpers/live-models.ts'
import type { RandomModel } from '../helpers/random-gguf.ts'
import { CHATML, DEFAULT_SYSTEM, FOLDED_SYSTEM } from '../helpers/random-vocabulary.ts'
import { DIGITS, paragraph, writing } from '../helpers/writing.ts'

/** Kinds of files that people bring beside the bundled ones; generated, with random weights. */
const KINDS: Record<string, Partial<RandomModel>> = {
  'SentencePiece with bytes to fall back on': { tokenizer: 'sentencepiece' },
  'letters merged with their space': { tokenizer: 'merged' },
  'a window shorter than the text': {
    architecture: 'gemma3',
    layers: 6,
    window: 16,
    tokenizer: 'sentencepiece',
    template: FOLDED_SYSTEM
  },
  'a recurrent state': { architecture: 'mamba', tokenizer: 'merged' },
  'attention and recurrent states in turn': {
    architecture: 'jamba',
    layers: 4,
    tokenizer: 'sentencepiece'
  }
}
const LETTERS = [...'ABCDEFGH']
const LONG = 'There is a step in the text. '.repeat(6)
/** As `LlamaModel` reads a prompt on a processor. */
const CHUNK = 64

describe.each(Object.entries(KINDS))('of a model with %s', (_, kind) => {
  test('letters and digits are read in every form in which it may write them', async () => {
    const model = await loadModel(randomModelFile({ ...kind, sureness: 0.1 }), { paths: 2 })
    const { thread } = await model.open(chatOf(LONG, { opening: 'Approach:' }), NEVER)
    const [open] = model.openTexts()
    for (const answers of [LETTERS, DIGITS]) {
      const { probabilities } = await thread.choices(null, answers, NEVER)
      const { masses, forms } = await wholeMasses(model, open!.text.tokens, answers)
      expect(forms).toBe(2 * answers.length)
      probabilities.forEach((probability, index) => {
        expect(probability / masses[index]!).toBeCloseTo(1, 3)
      })
    }
  })
})

/** What the whole distribution says of answers, bare or behind a space, whatever tokens say that. */
async function wholeMasses(
  model: LlamaModel,
  tokens: readonly Token[],
  answers: readonly string[]
) {
  const sequence = model.context.getSequence()
  try {
    for (let from = 0; from < tokens.length - 1; from += CHUNK) {
      const chunk = tokens.slice(from, Math.min(from + CHUNK, tokens.length - 1))
      await sequence.evaluateWithoutGeneratingNewTokens([...chunk])
    }
    const distribution = async (token: Token) => {
      const [output] = await sequence.controlledEvaluate([
        [token, { generateNext: { probabilities: true } }]
      ])
      return output!.next.probabilities!
    }
    const masses = answers.map(() => 0)
    let forms = 0
    const add = (text: string, probability: number) => {
      const index = answers.indexOf(text)
      if (index < 0) return
      masses[index]! += probability
      forms += 1
    }
    const native = model.context.model
    const read = new TextCodec(native).reader(tokens)
    let space: { readonly token: Token; readonly probability: number } | null = null
    for (const [token, probability] of await distribution(tokens.at(-1)!)) {
      // No tokenizer cuts a character into bytes that it has a piece for, and so no model learns to write them.
      if (native.getTokenAttributes(token).byte) continue
      if (read([token]) === ' ') space = { token, probability }
      else add(read([token]).replace(/^ /, ''), probability)
    }
    // Letters have their own tokens with the space; where digits have none, a model writes the space first.
    if (answers !== LETTERS) {
      for (const [token, probability] of await distribution(space!.token)) {
        if (native.getTokenAttributes(token).byte) continue
        add(read([space!.token, token]).slice(1), space!.probability * probability)
      }
    }
    return { masses, forms }
  } finally {
    await sequence.dispose()
  }
}

/** Line ends of every length, spaces, letters no piece has, characters of several bytes. */
const TEXTS = [
  'The step.\n\n',
  'Then.\n\n\nand:\n\n\n\nso\n',
  ' two  spaces,\tand one ',
  'Zoë counts 日本 🙂 ½.\n\n',
  '\n\n A B: yes no (3+4)=7\n\n'
]

test('texts are the same, character by character, whatever tokens hold them', async () => {
  const kinds = ['plain', 'variant', 'merged', 'sentencepiece'] as const
  const threads = []
  for (const tokenizer of kinds) {
    const model = await loadModel(randomModelFile({ tokenizer, sureness: 0.02 }))
    threads.push((await model.open(chatOf('Begin.'), NEVER)).thread)
  }
  const starts = threads.map((thread) => thread.mark())
  let whole = ''
  for (const [index, text] of [...TEXTS, ...TEXTS].entries()) {
    // One of them writes on, the others read what it wrote; then all are given a text.
    const writer = threads[index % threads.length]!
    const options = { temperature: 1, seed: index, maxTokens: 12, end: paragraph }
    const written = await writer.write(writing(options))
    for (const thread of threads) {
      if (thread !== writer) await thread.tokenProbabilities(written.text, NEVER)
      await thread.append(text, NEVER)
    }
    whole += written.text + text
    threads.forEach((thread, at) => {
      expect(thread.textAfter(starts[at]!)).toBe(whole)
    })
  }
})

test.each(['merged', 'sentencepiece'] as const)(
  'a step ends where its delimiter does, within a token of %s',
  async (tokenizer) => {
    const model = await loadModel(randomModelFile({ tokenizer }))
    const codec = new TextCodec(model.context.model)
    const read = codec.reader([])
    const tokens = codec.following('Done.\n\n\nNext')
    expect(tokens.map((token) => read([token]))).toContain('\n\n\n')
    const kept = codec.cut(tokens, 'Done.\n\n'.length, read)
    expect(read(kept)).toBe('Done.\n\n')
  }
)

describe('the prompt by a template', () => {
  const USER = '<|im_start|>user\nHow many?<|im_end|>\n'

  test.each([
    [
      'with a system text of its own',
      DEFAULT_SYSTEM,
      null,
      `<|im_start|>system\nYou are a default.<|im_end|>\n${USER}<|im_start|>assistant\n`
    ],
    [
      'with a system text of its own, where another is given',
      DEFAULT_SYSTEM,
      'Be brief.',
      `<|im_start|>system\nBe brief.<|im_end|>\n${USER}<|im_start|>assistant\n`
    ],
    [
      "that folds the system text into the user's",
      FOLDED_SYSTEM,
      'Be brief.',
      '<|im_start|>user\nBe brief.\n\nHow many?<|im_end|>\n<|im_start|>model\n'
    ]
  ])('%s is what llama.cpp itself makes of its text', async (_, template, system, expected) => {
    for (const tokenizer of ['merged', 'sentencepiece'] as const) {
      const model = await loadModel(randomModelFile({ template, tokenizer }))
      await model.open(chatOf('How many?', { system }), NEVER)
      expect(promptOf(model)).toMatchObject({ said: asLlamaCpp(model, expected) })
    }
  })

  test.each([
    ['that writes BOS, in a file that adds it too', `{{ bos_token }}${CHATML}`, true],
    ['that writes BOS, in a file that adds none', `{{ bos_token }}${CHATML}`, false],
    ['that leaves BOS to the file', CHATML, true]
  ])('%s begins with one', async (_, template, addsBos) => {
    for (const tokenizer of ['merged', 'sentencepiece'] as const) {
      const model = await loadModel(randomModelFile({ template, tokenizer, addsBos }))
      const { thread } = await model.open(chatOf('How many?'), NEVER)
      await thread.choices({ user: 'Which?', opening: '', thinking: null }, LETTERS, NEVER)
      const { tokens, said, bos } = promptOf(model)
      expect(tokens.filter((token) => token === bos)).toEqual([tokens[0]])
      expect(said).toEqual(asLlamaCpp(model, `${USER}<|im_start|>assistant\n`))
    }
  })
})

/** The only open text, and the same without BOS. */
function promptOf(model: LlamaModel) {
  const { bos } = model.context.model.tokens
  const tokens = model.openTexts()[0]!.text.tokens
  return { tokens, bos, said: tokens[0] === bos ? tokens.slice(1) : tokens }
}

function asLlamaCpp(model: LlamaModel, text: string): readonly Token[] {
  return model.context.model.tokenize(text, true)
}
