import type { ContextDemand } from '../../core/memory/context-demand.ts'
import type { Fit, GgufSummary, LibraryEntry } from '../../shared/model-library.ts'
import type { Role } from '../../shared/cost.ts'
import { filePathOf } from '../../shared/model-source.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import { bytesText } from '../bytes-text.ts'
import { EngineFailure } from '../engine/engine.ts'
import { UserError } from '../user-error.ts'
import { stampOf } from './file-stamp.ts'
import { plainlyFits } from '../../core/memory/fit-arithmetic.ts'
import type { ModelServices } from './model-services.ts'

export interface AdmissionOptions {
  readonly services: Pick<ModelServices, 'library' | 'deaths' | 'fit'>
  /** Frees what is loaded, so that what is free can be counted. */
  readonly unload: () => Promise<void>
  /** Bytes of memory that a process can have now. */
  readonly freeMemory?: () => number
}

/**
 * Makes sure that a pair may be loaded: headers within bounds, no three deaths, room in memory, and both opened well
 * once in a throw-away process. The cheap questions come first.
 *
 * @throws EngineFailure with the reason in one sentence
 */
export async function admitPair(
  pair: PairSetup,
  demand: ContextDemand,
  options: AdmissionOptions
): Promise<void> {
  const { library, deaths } = options.services
  const headers = await readHeaders(pair, library)
  // What runs on a server takes no memory here, and dies there.
  if (headers === null) return
  const { target, draft } = headers
  if (!pair.loadAnyway) {
    const { ask, reason, advice, offer } = deaths.next(pair, { ...demand, gpu: pair.gpu !== 'off' })
    if (ask) {
      throw new EngineFailure(
        'died-often',
        `${reason ?? ''} They are not loaded again without being asked.`,
        { hint: advice, offer }
      )
    }
    await refuseTooLarge(pair, { target: target.summary, draft: draft.summary, ...demand }, options)
  }
  for (const { id } of new Set([target, draft])) await refusing(() => library.prepare(id))
}

/** The headers of both models; null where both are on servers. The only file of a pair stands for both. */
async function readHeaders(
  { target, draft }: PairSetup,
  library: ModelServices['library']
): Promise<Readonly<Record<Role, Readable>> | null> {
  const paths = { target: filePathOf(target), draft: filePathOf(draft) }
  const targetPath = paths.target ?? paths.draft
  const draftPath = paths.draft ?? paths.target
  if (targetPath === null || draftPath === null) return null
  const header = await readHeader(targetPath, library)
  return {
    target: header,
    draft: draftPath === targetPath ? header : await readHeader(draftPath, library)
  }
}

type Readable = LibraryEntry & { readonly summary: GgufSummary }

async function readHeader(path: string, library: ModelServices['library']): Promise<Readable> {
  if (stampOf(path) === null) {
    throw new EngineFailure('model-missing', `There is no model file ${path}.`)
  }
  const entry = await refusing(() => library.entryAt(path))
  const { summary } = entry
  if (summary !== null) return { ...entry, summary }
  throw new EngineFailure(
    'model-refused',
    `${path} cannot be used: ${entry.refusal?.sentence ?? 'it cannot be read.'}`
  )
}

/** What the library says to a user becomes the engine's reason for not beginning. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new EngineFailure('model-refused', error.message, { hint: error.hint })
  }
}

async function refuseTooLarge(
  { gpu, gpuLayers }: PairSetup,
  size: { readonly target: GgufSummary; readonly draft: GgufSummary } & ContextDemand,
  { services, unload, freeMemory = () => process.availableMemory() }: AdmissionOptions
): Promise<void> {
  const layers = gpu === 'off' ? { target: 0, draft: 0 } : gpuLayers
  const fitted = layers.target === null && layers.draft === null
  if ((gpu === 'off' || fitted) && plainlyFits(size, freeMemory())) return
  // What is loaded gives way to what is to be loaded.
  await unload()
  const request = { ...size, gpuLayers: layers, credit: { ram: 0, vram: 0 } }
  const fit = await services.fit(request).catch((error: unknown) => {
    // Where llama.cpp cannot say what it would take, nobody knows better than the person who asks for it.
    if (error instanceof UserError) return null
    throw error
  })
  if (fit?.outcome !== 'wont-fit') return
  const [proposal] = fit.proposals
  throw new EngineFailure('wont-fit', wontFit(fit, size), {
    hint: fit.advice,
    offer: {
      ...(proposal && proposal.paths < size.paths && { paths: proposal.paths }),
      ...(proposal && proposal.context < size.context && { context: proposal.context })
    }
  })
}

function wontFit({ needed, free }: Fit, { paths, context }: ContextDemand): string {
  const [need, have, where] =
    needed.ram > free.ram
      ? [needed.ram, free.ram, 'memory']
      : [needed.vram, free.vram, 'GPU memory']
  const size = `${paths} ${paths === 1 ? 'path' : 'paths'} of ${context} tokens`
  return `These models need ${bytesText(need)} of ${where} for ${size}; ${bytesText(have)} are free.`
}
