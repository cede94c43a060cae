import { availableParallelism } from 'node:os'
import { getLlama, getModuleVersion, NoBinaryFoundError, type Llama } from 'node-llama-cpp'

export type Gpu = 'auto' | 'cuda' | 'vulkan' | 'metal' | 'off'

export interface EngineOptions {
  readonly gpu: Gpu
  /** Threads in all, or null to choose. */
  readonly threads: number | null
  /** What llama.cpp says: warnings, and the reasons of its failures. */
  readonly onLog: (line: string) => void
}

/** The engine, started on a device. */
export interface Engine {
  readonly llama: Llama
  /** What the models run on, in words. */
  readonly device: string
  /** Threads for a model; small ones lose more by waiting for each other than a second thread gains. */
  threadsFor(parameters: number): number
}

/** Below this number of weights one thread is as fast as two (docs/performance.md). */
const ONE_THREAD_PARAMETERS = 100e6

/**
 * Starts llama.cpp from its prebuilt binaries; nothing is compiled or downloaded.
 *
 * @throws Error in words for users where the asked-for GPU is not there
 */
export async function startEngine({ gpu, threads, onLog }: EngineOptions): Promise<Engine> {
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
        ? 'llama.cpp does not run on this machine: no binary for its processor is installed. Run npm ci again.'
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
    device:
      llama.gpu === false
        ? `CPU, ${most} ${most === 1 ? 'thread' : 'threads'}`
        : `${llama.gpu}: ${names.join(', ')}`,
    threadsFor: (parameters) => threads ?? (parameters < ONE_THREAD_PARAMETERS ? 1 : most)
  }
}

/** Version of the engine, for records. */
export async function engineVersion(): Promise<string> {
  return `node-llama-cpp ${await getModuleVersion()}`
}
