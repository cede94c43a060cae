import {
  DEFAULT_SETTINGS,
  type EngineSettings,
  type ModelSettings
} from '../../../shared/engine-settings.ts'
import type { KnownHash } from '../../../shared/inference-messages.ts'
import type { PairFiles } from '../../../shared/run-record.ts'
import type { Pair } from '../../../core/ports.ts'
import { sha256OfFile } from './file-hash.ts'
import type { Engine } from './llama-engine.ts'
import { LlamaModel, type ContextOptions } from './llama-model.ts'
import { loadModelFile, type ModelFile } from './model-file.ts'

/** A pair on contexts of its own. */
export type ModelPair = Pair & { draft: LlamaModel; target: LlamaModel }

/** The weights of a pair in memory. */
export interface LoadedPair {
  readonly draft: ModelFile
  readonly target: ModelFile
  /** Makes contexts for a number of paths; those made before are freed. */
  contexts(options: ContextOptions): Promise<ModelPair>
  dispose(): Promise<void>
}

/** Loads both models. One file in both roles is loaded once; hashes that are known are not computed again. */
export async function loadPair(
  engine: Engine,
  files: PairFiles,
  settings: EngineSettings = DEFAULT_SETTINGS,
  hashes: readonly KnownHash[] = []
): Promise<LoadedPair> {
  const { target: targetLayers, draft: draftLayers } = files.gpuLayers
  const target = await load(engine, files.target, targetLayers, settings.target, hashes)
  const shared = files.draft === files.target && draftLayers === targetLayers
  const draft = shared
    ? target
    : await load(engine, files.draft, draftLayers, settings.draft, hashes)
  let live: LlamaModel[] = []

  async function freeContexts(): Promise<void> {
    const models = live
    live = []
    await Promise.all(models.map((model) => model.dispose()))
  }
  return {
    draft,
    target,
    async contexts(options) {
      await freeContexts()
      const made = { target: await LlamaModel.create(engine, target, options) }
      live = [made.target]
      const pair = { ...made, draft: await LlamaModel.create(engine, draft, options) }
      live = [pair.target, pair.draft]
      return pair
    },
    async dispose() {
      await freeContexts()
      await target.dispose()
      if (!shared) await draft.dispose()
    }
  }
}

async function load(
  engine: Engine,
  path: string,
  gpuLayers: number | null,
  settings: ModelSettings,
  hashes: readonly KnownHash[]
): Promise<ModelFile> {
  const sha256 = await sha256OfFile(path, hashes)
  return loadModelFile(engine, { path, sha256, gpuLayers, settings })
}
