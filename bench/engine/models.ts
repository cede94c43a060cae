import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Chat, CancelSignal, Pair } from '../../src/core/ports.ts'
import type { ContextOptions } from '../../src/inference/backend.ts'
import { sha256OfFile } from '../../src/inference/backends/llama/file-hash.ts'
import { startEngine, type LlamaEngine } from '../../src/inference/backends/llama/llama-engine.ts'
import { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { loadModelFile } from '../../src/inference/backends/llama/model-file.ts'
import { readBundledPair } from '../../src/main/models/bundled-pair.ts'
import { UNMEASURED_ENGINE, type ModelSettings } from '../../src/shared/engine-settings.ts'
import { fastestSettings } from '../../test/helpers/fastest-settings.ts'
import { writeRandomModel, type RandomModel } from '../../test/helpers/random-gguf.ts'

export const NEVER: CancelSignal = { aborted: false }

export interface PairPaths {
  readonly name: string
  readonly draft: string
  readonly target: string
}

/** The models that are measured. Call `remove` afterwards. */
export interface Models {
  readonly bundled: PairPaths
  /** Random weights: about 10 and 60 million of them, large enough to be bound by computing. */
  readonly large: PairPaths
  /** The width and the vocabulary of Qwen2.5-0.5B, the smallest real model with one of 150,000 tokens; 4 layers of 24. */
  readonly wide: string
  remove(): void
}

export const DRAFT: Partial<RandomModel> = {
  name: 'random 10M',
  layers: 6,
  width: 320,
  heads: 10,
  keyHeads: 5,
  feedForward: 1280
}
export const TARGET: Partial<RandomModel> = {
  name: 'random 62M',
  layers: 10,
  width: 640,
  heads: 10,
  keyHeads: 5,
  feedForward: 2560
}

export function makeModels(): Models {
  const bundled = readBundledPair(join(import.meta.dirname, '../../resources/models'))
  if (bundled === null) throw new Error('There is no bundled pair in resources/models')
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'))
  function make(name: string, options: Partial<RandomModel>): string {
    const path = join(folder, `${name}.gguf`)
    writeRandomModel(path, { type: 'q8_0', context: 4096, ...options })
    return path
  }
  return {
    bundled: { name: 'bundled', draft: bundled.draftPath, target: bundled.targetPath },
    large: { name: '10M / 62M', draft: make('draft', DRAFT), target: make('target', TARGET) },
    wide: make('wide', {
      layers: 4,
      width: 896,
      heads: 14,
      keyHeads: 2,
      feedForward: 4864,
      vocabulary: 150_000,
      tied: true
    }),
    remove() {
      rmSync(folder, { recursive: true })
    }
  }
}

/** How the models of the pair that the engine was started for run fastest on it. */
const settings = new Map<string, ModelSettings>()

/**
 * The engine on the processor, on the CPU backend on which a pair is fastest, one thread for each model: the ratios
 * are about batches, not about threads.
 */
export async function startBench(pair: Pick<PairPaths, 'target' | 'draft'>): Promise<LlamaEngine> {
  const { cpuBackend, target, draft } = await fastestSettings(pair)
  settings.set(pair.target, target).set(pair.draft, draft)
  return startEngine({ gpu: 'off', threads: 1, cpuBackend, onLog: () => undefined })
}

/** Lends a model on a fresh context to a measurement. */
export async function withModel<T>(
  engine: LlamaEngine,
  path: string,
  options: Partial<ContextOptions>,
  measure: (model: LlamaModel) => Promise<T>
): Promise<T> {
  const sha256 = await sha256OfFile(path)
  const file = await loadModelFile(engine, {
    path,
    sha256,
    gpuLayers: null,
    settings: settings.get(path) ?? UNMEASURED_ENGINE
  })
  const model = await LlamaModel.create(engine, file, {
    paths: 1,
    contextSize: 2048,
    exact: false,
    ...options
  })
  try {
    return await measure(model)
  } finally {
    await model.dispose()
    await file.dispose()
  }
}

export async function withPair<T>(
  engine: LlamaEngine,
  paths: PairPaths,
  options: Partial<ContextOptions>,
  measure: (pair: Pair & { draft: LlamaModel; target: LlamaModel }) => Promise<T>
): Promise<T> {
  return withModel(engine, paths.draft, options, (draft) =>
    withModel(engine, paths.target, options, (target) => measure({ draft, target }))
  )
}

export function chat(user: string): Chat {
  return { system: null, user, opening: '', thinking: null }
}

/** A text of about so many tokens in the model. */
export function textOf(model: LlamaModel, tokens: number): string {
  const native = model.context.model
  let text = ''
  for (let i = 0; native.tokenize(text).length < tokens; i++) text += `${i % 10} `
  return text
}
