import { readGgufFileInfo } from 'node-llama-cpp'
import type { Model, Pair, Thread, Written, WriteOptions } from '../../src/core/ports.ts'
import { createRandom, deriveSeed } from '../../src/core/random.ts'
import { bool, i32s, text, texts, u32, type MetadataValue } from '../../test/helpers/gguf-writer.ts'

/** The steps of a real solution, and how many tokens each of them has. */
export interface ScriptedStep {
  readonly text: string
  readonly tokens: number
}

export interface CoinOptions {
  readonly steps: readonly ScriptedStep[]
  /** The share of drafted steps that the target lets stand. */
  readonly acceptance: number
  readonly seed: number
}

/**
 * A pair with random weights that behaves like a real one: the models evaluate and sample as many tokens as the steps
 * of a real solution have, and those steps are what they are taken to have written. Which drafts the target lets
 * stand, a seeded coin decides. So its times are those of a real pair of its size.
 */
export function coinPair({ draft, target }: Pair, options: CoinOptions): Pair {
  let reads = 0
  const coin = () => {
    const { seed, acceptance } = options
    return createRandom(deriveSeed(seed, 'coin', reads++)).next() < acceptance
  }
  return {
    draft: scripted(draft, options.steps, coin),
    target: scripted(target, options.steps, coin)
  }
}

function scripted(model: Model, steps: readonly ScriptedStep[], coin: () => boolean): Model {
  return replacing(model, {
    async open(...call) {
      const opened = await model.open(...call)
      return { ...opened, thread: scriptedThread(opened.thread, steps, coin) }
    }
  })
}

function scriptedThread(
  thread: Thread,
  steps: readonly ScriptedStep[],
  coin: () => boolean
): Thread {
  // A rejected step is taken back in both threads, and what the target writes instead is appended to the draft's.
  let done = 0
  return replacing(thread, {
    async write(options: WriteOptions): Promise<Written> {
      const index = Math.min(done++, steps.length - 1)
      const { text, tokens } = steps[index]!
      let count = 0
      const written = await thread.write({
        ...options,
        maxTokens: tokens,
        end: (sampled) => (++count >= tokens ? sampled.length : null)
      })
      const stop = index === steps.length - 1 ? 'end-of-turn' : 'delimiter'
      return { ...written, text, tokens, stop }
    },
    append(...call) {
      done += 1
      return thread.append(...call)
    },
    rewind(to) {
      done -= 1
      return thread.rewind(to)
    },
    async tokenProbabilities(...call) {
      done += 1
      const read = await thread.tokenProbabilities(...call)
      const probability = coin() ? 1 : 0.01
      return { ...read, probabilities: read.probabilities.map(() => probability) }
    }
  })
}

/** An object with some of its methods replaced; the others work on the original, whose private fields they need. */
function replacing<T extends object>(original: T, replaced: Partial<T>): T {
  return new Proxy(original, {
    get(target, key) {
      const value: unknown = Reflect.get(Object.hasOwn(replaced, key) ? replaced : target, key)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    }
  })
}

/** The tokenizer of a file, for a file that is written: texts become as many tokens as they do there. */
export async function tokenizerOf(file: string): Promise<Record<string, MetadataValue>> {
  const { metadata } = await readGgufFileInfo(file)
  const { ggml, chat_template: template } = metadata.tokenizer as unknown as {
    ggml: Record<string, string | number | boolean | readonly (string | number)[]>
    chat_template: string
  }
  const entries = Object.entries({ ...ggml }).map(([key, value]) => [
    `tokenizer.ggml.${key}`,
    metadataOf(value)
  ])
  return {
    ...(Object.fromEntries(entries) as Record<string, MetadataValue>),
    'tokenizer.chat_template': text(template)
  }
}

function metadataOf(
  value: string | number | boolean | readonly (string | number)[]
): MetadataValue {
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') return u32(value)
  if (typeof value === 'boolean') return bool(value)
  return typeof value[0] === 'string' ? texts(value as string[]) : i32s(value as number[])
}
