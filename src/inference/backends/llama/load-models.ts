import type { Role } from '../../../shared/cost.ts'
import type { GpuLayers } from '../../../shared/model-library.ts'
import type { ContextOptions, WantedPair } from '../../backend.ts'
import { sha256OfFile } from './file-hash.ts'
import type { LlamaEngine } from './llama-engine.ts'
import { LlamaModel } from './llama-model.ts'
import { loadModelFile, type ModelFile } from './model-file.ts'

/** Weights in memory, by their roles. */
export interface Weights {
  readonly files: ReadonlyMap<Role, ModelFile>
  /** Makes contexts for a number of paths; those made before are freed. */
  contexts(options: ContextOptions): Promise<ReadonlyMap<Role, LlamaModel>>
  dispose(): Promise<void>
}

/**
 * Loads the models of the roles. One file in both roles is loaded once, where it has as many layers on the GPU in both, and
 * one chat template;
 * hashes that are known are not computed again.
 */
export async function loadModels(
  engine: LlamaEngine,
  roles: ReadonlyMap<Role, string>,
  gpuLayers: GpuLayers,
  { setup, settings, hashes }: WantedPair
): Promise<Weights> {
  const loaded = new Map<string, ModelFile>()
  const files = new Map<Role, ModelFile>()
  let live: LlamaModel[] = []

  async function freeContexts(): Promise<void> {
    const models = live
    live = []
    await Promise.all(models.map((model) => model.dispose()))
  }
  for (const [role, path] of roles) {
    const template = setup.templates[role]
    const key = `${gpuLayers[role]} ${path} ${template ?? ''}`
    const file =
      loaded.get(key) ??
      (await loadModelFile(engine, {
        path,
        sha256: await sha256OfFile(path, hashes),
        gpuLayers: gpuLayers[role],
        template,
        settings: settings[role]
      }))
    loaded.set(key, file)
    files.set(role, file)
  }
  return {
    files,
    async contexts(options) {
      await freeContexts()
      const made = new Map<Role, LlamaModel>()
      for (const [role, file] of files) {
        const model = await LlamaModel.create(engine, file, options)
        live.push(model)
        made.set(role, model)
      }
      return made
    },
    async dispose() {
      await freeContexts()
      for (const file of loaded.values()) await file.dispose()
    }
  }
}
