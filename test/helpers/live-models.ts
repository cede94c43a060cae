import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { LlamaContext } from 'node-llama-cpp'
import type { Chat, Pair } from '../../src/core/ports.ts'
import type { ContextOptions } from '../../src/inference/backend.ts'
import { sha256OfFile } from '../../src/inference/backends/llama/file-hash.ts'
import { startEngine, type LlamaEngine } from '../../src/inference/backends/llama/llama-engine.ts'
import { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { loadModelFile, type ModelFile } from '../../src/inference/backends/llama/model-file.ts'
import {
  UNMEASURED_ENGINE,
  type EngineSettings,
  type ModelSettings
} from '../../src/shared/engine-settings.ts'
import { bundled } from './bundled.ts'
import { fastestSettings } from './fastest-settings.ts'
import { writeRandomModel, type RandomModel } from './random-gguf.ts'

/** Models on the real engine, for tests and measurements. Whatever they make is freed with the test. */

export { bundled }
export { NEVER, paragraph } from './writing.ts'

let settings: Promise<EngineSettings> | null = null
let engine: Promise<LlamaEngine> | null = null

/** The engine on the processor, as the bundled pair runs fastest. Started once for each test file. */
export function cpu(): Promise<LlamaEngine> {
  engine ??= start()
  return engine
}

async function start(): Promise<LlamaEngine> {
  const { cpuBackend } = await bundledSettings()
  return startEngine({ gpu: 'off', threads: null, cpuBackend, onLog: () => undefined })
}

function bundledSettings(): Promise<EngineSettings> {
  settings ??= fastestSettings(bundled)
  return settings
}

async function settingsOf(path: string): Promise<ModelSettings> {
  if (path === bundled.target) return (await bundledSettings()).target
  return path === bundled.draft ? (await bundledSettings()).draft : UNMEASURED_ENGINE
}

function weightsOf(path: string): Promise<ModelFile> {
  const known = bundledWeights.get(path)
  if (known) return known
  const weights = load(path)
  if (path === bundled.target || path === bundled.draft) bundledWeights.set(path, weights)
  return weights
}

/** The bundled pair's stay as long as the test file runs: nothing that is made of them changes them. */
const bundledWeights = new Map<string, Promise<ModelFile>>()

async function load(path: string): Promise<ModelFile> {
  return loadModelFile(await cpu(), {
    path,
    sha256: await sha256OfFile(path),
    gpuLayers: null,
    settings: await settingsOf(path)
  })
}

export async function loadModel(
  path: string,
  options: Partial<ContextOptions> = {}
): Promise<LlamaModel> {
  const file = await weightsOf(path)
  const model = await LlamaModel.create(await cpu(), file, {
    paths: 1,
    contextSize: 4096,
    exact: false,
    ...options
  })
  onTestFinished(async () => {
    await model.dispose()
    if (!bundledWeights.has(path)) await file.dispose()
  })
  return model
}

export async function loadBundledPair(options: Partial<ContextOptions> = {}): Promise<Pair> {
  return {
    draft: await loadModel(bundled.draft, options),
    target: await loadModel(bundled.target, options)
  }
}

/** Writes a model with random weights for the duration of a test. */
export function randomModelFile(options: Partial<RandomModel> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-test-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const path = join(folder, 'random.gguf')
  writeRandomModel(path, options)
  return path
}

export function chatOf(user: string, parts: Partial<Chat> = {}): Chat {
  return { system: null, user, opening: '', thinking: null, ...parts }
}

interface NativeContext {
  initBatch(size: number): void
  addToBatch(sequence: number, ...rest: unknown[]): unknown
}

/** Records the number of tokens of every batch that is evaluated from now on. */
export function spyOnBatches(context: LlamaContext): number[] {
  const batches: number[] = []
  const native = (context as unknown as { _ctx: NativeContext })._ctx
  const initBatch = native.initBatch.bind(native)
  // The binding's methods are read-only: assigning to one throws.
  Object.defineProperty(native, 'initBatch', {
    value: (size: number) => {
      batches.push(size)
      initBatch(size)
    }
  })
  return batches
}

/** The sequence of every part of a batch, in the order in which the parts are added to it, from now on. */
export function spyOnSequences(context: LlamaContext): number[] {
  const sequences: number[] = []
  const native = (context as unknown as { _ctx: NativeContext })._ctx
  const addToBatch = native.addToBatch.bind(native)
  Object.defineProperty(native, 'addToBatch', {
    value: (sequence: number, ...rest: unknown[]) => {
      sequences.push(sequence)
      return addToBatch(sequence, ...rest)
    }
  })
  return sequences
}
