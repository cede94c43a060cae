import { existsSync, readdirSync } from 'node:fs'
import { totalmem } from 'node:os'
import type { Finding } from '../../shared/contract/diagnostics.ts'
import { bytesText } from '../bytes-text.ts'
import type { BundledPair } from '../models/bundled-pair.ts'
import { asUserError } from '../system-errors.ts'
import type { ModelServices } from '../models/model-services.ts'
import { failed } from './failed.ts'

/** Less than this leaves no room for a model of a thousand million weights. */
const LITTLE_MEMORY = 1e9

/** Both models of the bundled pair, opened in a process of their own: this tries llama.cpp's native module, too. */
export async function bundledFinding(
  pair: BundledPair | null,
  { inspect }: Pick<ModelServices, 'inspect'>
): Promise<Finding> {
  const part = 'llama.cpp'
  const again = 'Install again, in the project folder: npm ci'
  if (pair === null) {
    return {
      part: 'Bundled pair',
      state: 'fails',
      said: 'The bundled models are missing.',
      advice: 'Restore the folder resources/models of the project, or install again.'
    }
  }
  try {
    for (const path of [pair.targetPath, pair.draftPath]) {
      const { refusal } = await inspect(path, { tried: true })
      if (refusal !== null) return { part, state: 'fails', said: refusal.sentence, advice: again }
    }
    return { part, state: 'works', said: 'It opened the bundled pair and wrote.', advice: null }
  } catch (error) {
    return failed(part, error, { advice: again })
  }
}

/** The GPU that a run would use, and, where there is none, whether the system has one all the same. */
export async function gpuFinding({ devices }: Pick<ModelServices, 'devices'>): Promise<Finding> {
  const part = 'GPU'
  const { gpu, total, free } = await devices().catch(() => ({ gpu: null, total: 0, free: 0 }))
  if (gpu !== null) {
    return {
      part,
      state: 'works',
      said: `${gpu}: models may take ${bytesText(free)} of ${bytesText(total)}.`,
      advice: null
    }
  }
  const device = systemDevice()
  if (device === null) {
    return { part, state: 'works', said: 'None: models run on the processor.', advice: null }
  }
  return {
    part,
    state: 'limited',
    said: `The system has ${device}, and llama.cpp cannot use it: models run on the processor.`,
    advice: 'Install or update its driver (CUDA or Vulkan), and look again.'
  }
}

/** Memory that models may take now. A container's limit counts. */
export function memoryFinding(available = process.availableMemory()): Finding {
  const limit = process.constrainedMemory()
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  const said = `${bytesText(available)} of ${bytesText(total)} are free.`
  return available < LITTLE_MEMORY
    ? {
        part: 'Memory',
        state: 'limited',
        said,
        advice: 'Close other programs before you load a pair larger than the bundled one.'
      }
    : { part: 'Memory', state: 'works', said, advice: null }
}

/** The models that are known, and the pairs whose files are gone; or that the library cannot be read. */
export function modelFindings(
  models: Pick<ModelServices, 'library' | 'pairs'>
): readonly Finding[] {
  try {
    return knownModels(models)
  } catch (error) {
    const refusal = asUserError(error)
    if (!refusal) throw error
    return [{ part: 'Models', state: 'fails', said: refusal.message, advice: refusal.hint }]
  }
}

function knownModels({
  library,
  pairs
}: Pick<ModelServices, 'library' | 'pairs'>): readonly Finding[] {
  if (!library.isScanned()) {
    return [
      {
        part: 'Models',
        state: 'works',
        said: 'Nobody has looked for others than the bundled pair yet.',
        advice: 'To find those of other programs: tandem models scan'
      }
    ]
  }
  const models = library.list()
  const unable = models.filter(({ target }) => !target.able)
  const known = new Set(models.map(({ entry }) => entry.id))
  const broken = pairs.list().filter(({ target, draft }) => !known.has(target) || !known.has(draft))
  return [
    {
      part: 'Models',
      state: 'works',
      said: `${models.length} known${unable.length === 0 ? '' : `, ${unable.length} of them cannot write solutions`}.`,
      advice: unable.length === 0 ? null : 'Why, model by model: tandem models list'
    },
    ...broken.map(({ name }): Finding => ({
      part: 'Pair',
      state: 'limited',
      said: `A model of the pair "${name}" is not there any more.`,
      advice: 'Bring the file back and look for models again, or remove the pair.'
    }))
  ]
}

/** A GPU of which Linux knows, in words. */
function systemDevice(): string | null {
  if (existsSync('/proc/driver/nvidia/version')) return 'an NVIDIA GPU with a driver'
  if (existsSync('/dev/kfd')) return 'an AMD GPU'
  try {
    const nodes = readdirSync('/dev/dri').filter((name) => name.startsWith('renderD'))
    return nodes.length === 0 ? null : 'a GPU'
  } catch {
    // No such folder: no GPU, or another system, whose GPU llama.cpp finds by itself.
    return null
  }
}
