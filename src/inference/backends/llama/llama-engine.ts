import { availableParallelism } from 'node:os'
import { getLlama, getModuleVersion, NoBinaryFoundError, type Llama } from 'node-llama-cpp'
import type { CpuBackend } from '../../../shared/engine-settings.ts'
import { loadCpuBackend, loadedCpuBackend } from './cpu-backend.ts'

export type Gpu = 'auto' | 'cuda' | 'vulkan' | 'metal' | 'off'

export interface EngineOptions {
  readonly gpu: Gpu
  /** Threads in all, or null to choose. */
  readonly threads: number | null
  /** The CPU backend to use, or null for the one that llama.cpp picks. A process's first start decides. */
  readonly cpuBackend?: CpuBackend | null
  /** What llama.cpp says: warnings, and the reasons of its failures. */
  readonly onLog: (line: string) => void
}

/** The engine, started on a device. */
export interface LlamaEngine {
  readonly llama: Llama
  /** What the models run on, in words: "CPU", "CPU (haswell)", "cuda: NVIDIA ...". */
  readonly device: string
  /** The CPU backend that was asked for and is in use, or null for llama.cpp's own choice. */
  readonly cpuBackend: string | null
  /** Cores that this process may use at most. */
  readonly cores: number
  /** Threads for a model; small ones lose more by waiting for each other than a second thread gains. */
  threadsFor(parameters: number): number
}

/** Below this number of weights one thread is as fast as two (docs/performance.md). */
export const ONE_THREAD_PARAMETERS = 100e6

/**
 * Starts llama.cpp from its prebuilt binaries; nothing is compiled or downloaded.
 *
 * @throws Error in words for users where the asked-for GPU is not there
 */
export async function startEngine({
  gpu,
  threads,
  cpuBackend = null,
  onLog
}: EngineOptions): Promise<LlamaEngine> {
  const backend = cpuBackend === null ? null : loadedBackend(cpuBackend, onLog)
  let llama: Llama
  try {
    llama = await getLlama({
      gpu: gpu === 'off' ? false : gpu,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logger: (level, message) => onLog(`${level}: ${message.trimEnd()}`)
    })
  } catch (error) {
    if (!(error instanceof NoBinaryFoundError)) throw error
    throw new Error(
      gpu === 'off'
        ? 'llama.cpp does not run on this machine: no binary for its processor is installed. Install Tandem again, optional packages included.'
        : `No ${gpu} device can be used here. Choose --gpu auto or --gpu off.`,
      { cause: error }
    )
  }
  // Counts of cores see neither a container's limit nor which cores are real; llama.cpp's default is at least 4.
  const most = threads ?? Math.max(1, Math.min(llama.cpuMathCores, availableParallelism()))
  llama.maxThreads = most
  const names = llama.gpu === false ? [] : await llama.getGpuDeviceNames()
  return {
    llama,
    cpuBackend: backend,
    cores: most,
    device:
      llama.gpu === false
        ? `CPU${backendText(cpuBackend, backend)}`
        : `${llama.gpu}: ${names.join(', ')}`,
    threadsFor: (parameters) => threads ?? (parameters < ONE_THREAD_PARAMETERS ? 1 : most)
  }
}

/** The name of the backend in use, or null for llama.cpp's choice: where ours cannot be loaded, it is only slower. */
function loadedBackend(backend: CpuBackend, onLog: (line: string) => void): string | null {
  try {
    loadCpuBackend(backend)
    return backend.name
  } catch (error) {
    onLog(
      `warn: ${error instanceof Error ? error.message : String(error)} It would only have been faster.`
    )
    return loadedCpuBackend()
  }
}

function backendText(wanted: CpuBackend | null, used: string | null): string {
  if (wanted !== null && wanted.name !== used)
    return ` (not ${wanted.name}: it could not be loaded)`
  return used === null ? '' : ` (${used})`
}

/** Version of the engine, for records. */
export async function engineVersion(): Promise<string> {
  return `node-llama-cpp ${await getModuleVersion()}`
}
