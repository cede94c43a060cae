import { existsSync } from 'node:fs'
import { InsufficientMemoryError } from 'node-llama-cpp'
import type { ContextDemand } from '../../../core/memory/context-demand.ts'
import type { Role } from '../../../shared/cost.ts'
import type { GgufSummary } from '../../../shared/model-library.ts'
import { filePathOf } from '../../../shared/model-source.ts'
import type { PairSetup } from '../../../shared/run-record.ts'
import type { Backend, ContextOptions, LoadedModels, WantedPair } from '../../backend.ts'
import { InferenceFailure } from '../../inference-failure.ts'
import { readGguf } from './gguf/gate.ts'
import { gpuLayersFor } from './gpu-placement.ts'
import { engineVersion, startEngine, type LlamaEngine } from './llama-engine.ts'
import { loadModels, type Weights } from './load-models.ts'
import { threadsOf, type ModelFile } from './model-file.ts'
import { TextCodec } from './text-codec.ts'

const KEPT_LOG_LINES = 200

/** Files on this machine, loaded by llama.cpp. @param onLog told what llama.cpp says */
export function createLlamaBackend(onLog: (line: string) => void): Backend {
  const log: string[] = []

  function note(line: string): void {
    log.push(line)
    if (log.length > KEPT_LOG_LINES) log.shift()
    onLog(line)
  }

  /** Turns failures of the engine into sentences; the reason stands only in its log. */
  async function explaining<T>(work: () => Promise<T>, outOfMemory: string): Promise<T> {
    const before = log.length
    try {
      return await work()
    } catch (error) {
      if (error instanceof InsufficientMemoryError) {
        throw new InferenceFailure('out-of-memory', outOfMemory, { cause: error })
      }
      const reason = log.slice(before).find((line) => line.startsWith('error:'))
      const message = [messageOf(error), reason].filter((part) => part !== undefined).join(' ')
      throw new InferenceFailure('engine', message, { cause: error })
    }
  }

  async function load(
    wanted: WantedPair,
    summaries: ReadonlyMap<Role, GgufSummary>,
    demand: ContextDemand
  ): Promise<LoadedModels> {
    const { setup, settings } = wanted
    const engine = await startEngine({
      gpu: setup.gpu,
      threads: setup.threads,
      cpuBackend: settings.cpuBackend,
      onLog: note
    }).catch((error: unknown) => {
      throw new InferenceFailure('engine', messageOf(error), { cause: error })
    })
    try {
      const headers = Object.fromEntries(summaries)
      const layers = await gpuLayersFor(engine.llama, headers, demand, setup.gpuLayers)
      const paths = new Map([...summaries.keys()].map((role) => [role, pathOf(setup, role)]))
      const weights = await explaining(
        () => loadModels(engine, paths, layers, wanted),
        'There is not enough memory for this pair: choose a smaller model, or a stronger quantisation of it.'
      )
      return loaded(engine, await engineVersion(), weights, wanted, demand)
    } catch (error) {
      await engine.llama.dispose()
      throw error
    }
  }

  function loaded(
    engine: LlamaEngine,
    version: string,
    weights: Weights,
    { setup }: WantedPair,
    room: ContextDemand
  ): LoadedModels {
    return {
      device: deviceText(engine, weights),
      engine: version,
      describe(role) {
        const { identity, architecture, bytes } = weights.files.get(role)!
        return { ...identity, source: setup[role], bytes, architecture }
      },
      knowsMark: (role, mark) => weights.files.get(role)!.knowsMark(mark),
      lengthOf(role, chat) {
        const { native, format } = weights.files.get(role)!
        return Promise.resolve(new TextCodec(native).prompt(format.prompt(chat)).length)
      },
      longestContext: (role) => weights.files.get(role)!.native.trainContextSize,
      lost: () => null,
      // The layers on the GPU were chosen for contexts of that size or larger; without a GPU it does not matter.
      serve: ({ paths, context }) =>
        Promise.resolve(
          engine.llama.gpu === false || (room.paths >= paths && room.context >= context)
        ),
      open: (options) => explaining(() => weights.contexts(options), notEnoughMemoryFor(options)),
      async dispose() {
        await weights.dispose()
        await engine.llama.dispose()
      }
    }
  }

  return {
    serves: 'file',
    admit(wanted, roles) {
      const summaries = new Map(roles.map((role) => [role, checkFile(pathOf(wanted.setup, role))]))
      return Promise.resolve({ load: (demand) => load(wanted, summaries, demand) })
    }
  }
}

function pathOf(setup: PairSetup, role: Role): string {
  const path = filePathOf(setup[role])
  if (path === null) throw new Error(`The ${role} is no file`)
  return path
}

function notEnoughMemoryFor({ paths, contextSize }: ContextOptions): string {
  return `There is not enough memory for ${paths} paths of ${contextSize} tokens: choose fewer paths (--paths) or tokens (--max-tokens).`
}

/** What the models run on and how, in words: "CPU (haswell), 1 thread, flash attention on". */
function deviceText(engine: LlamaEngine, { files }: Weights): string {
  if (engine.llama.gpu !== false) return engine.device
  const threads = Math.max(...[...files.values()].map((file) => threadsOf(engine, file)))
  const parts = [engine.device, `${threads} ${threads === 1 ? 'thread' : 'threads'}`]
  const [first, second = first] = [...files.values()].map(attentionText)
  if (first !== null || second !== null) {
    const both = first === second
    parts.push(`flash attention ${first ?? 'auto'}${both ? '' : ` (draft ${second ?? 'auto'})`}`)
  }
  return parts.join(', ')
}

function attentionText({ settings: { flashAttention } }: ModelFile): string | null {
  if (flashAttention === null) return null
  return flashAttention ? 'on' : 'off'
}

/** Reads the header; refuses what llama.cpp would abort on. */
function checkFile(path: string): GgufSummary {
  if (!existsSync(path)) {
    throw new InferenceFailure('model-missing', `There is no model file ${path}.`)
  }
  try {
    const summary = readGguf(path)
    if (summary.cannotWrite !== null) throw new Error(summary.cannotWrite)
    return summary
  } catch (error) {
    throw new InferenceFailure('engine', `${path} cannot be used: ${messageOf(error)}`, {
      cause: error
    })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
