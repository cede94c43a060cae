import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { CpuBackend } from '../../../shared/engine-settings.ts'

/**
 * llama.cpp's code for processors comes in variants, one for each set of instructions, and llama.cpp loads the one
 * with the most. That is not always the fastest one. It picks among the files of one folder, and the first backend
 * that is loaded stays in use: so a folder that holds a single variant decides, if it is named before the engine
 * starts. A process has one backend for good.
 */

/** What is used of the binding. Its own start calls the same functions. */
interface Binding {
  loadBackends(folder: string): void
  /** Null or undefined before a backend is loaded, false where there is only the processor. */
  getGpuType(): unknown
}

/** Prefix and suffix of a backend's file name: libggml-cpu-haswell.so, ggml-cpu-haswell.dll. */
const BACKEND_FILE = /^(?:lib)?ggml-cpu-([\w.]+)\.(?:so|dll)$/

let loaded: string | null = null

/** The backend that this process was told to use, or null where llama.cpp has picked one. */
export function loadedCpuBackend(): string | null {
  return loaded
}

/**
 * Loads a backend into this process. Call it before `getLlama`.
 *
 * @throws Error where it is not installed, where this processor lacks an instruction that it needs, where its copy
 * cannot be written, or where the process has loaded another one
 */
export function loadCpuBackend(backend: CpuBackend): void {
  if (loaded === backend.name) return
  const require = createRequire(import.meta.url)
  const binding = require(join(binariesFolder(), 'llama-addon.node')) as Binding
  if (typeof binding.getGpuType() === 'boolean') {
    throw new Error(`This process has loaded another CPU backend than "${backend.name}".`)
  }
  binding.loadBackends(folderOf(backend))
  // On a processor that it does not suit, llama.cpp passes a backend over without a word.
  if (typeof binding.getGpuType() !== 'boolean') {
    throw new Error(`The CPU backend "${backend.name}" does not run on this processor.`)
  }
  loaded = backend.name
}

/**
 * Makes a folder that holds this backend only. It holds a copy, since the program's own folder may be read-only, or
 * at another place at the next start; it is made anew where it is not, byte for byte, what is installed.
 */
function folderOf({ name, cache }: CpuBackend): string {
  const installed = backendFiles()
  const file = installed.get(name)
  if (file === undefined) {
    const known = [...installed.keys()].join(', ') || 'none'
    throw new Error(`There is no CPU backend "${name}". Installed: ${known}.`)
  }
  const folder = join(cache, name)
  const copy = join(folder, basename(file))
  const wanted = readFileSync(file)
  if (!holds(copy, wanted)) {
    for (const part of [cache, folder]) if (!existsSync(part)) mkdirSync(part)
    const half = `${copy}.${process.pid}`
    writeFileSync(half, wanted, { mode: 0o700 })
    renameSync(half, copy)
  }
  return folder
}

function backendFiles(): Map<string, string> {
  const folder = binariesFolder()
  const backends = new Map<string, string>()
  for (const file of readdirSync(folder)) {
    const name = BACKEND_FILE.exec(file)?.[1]
    if (name !== undefined) backends.set(name, join(folder, file))
  }
  return backends
}

/** Where the binding for this platform's processor is. */
function binariesFolder(): string {
  const platform = { win32: 'win', darwin: 'mac' }[process.platform as string] ?? process.platform
  const name = `${platform}-${process.arch}`
  // The binding's own dependency, wherever the package manager has put it.
  const fromBinding = createRequire(createRequire(import.meta.url).resolve('node-llama-cpp'))
  const entry = fromBinding.resolve(`@node-llama-cpp/${name}`)
  return unpacked(join(dirname(entry), '..', 'bins', name))
}

/** A packed app keeps native code beside its archive; what is loaded natively has to be named there. */
function unpacked(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
}

function holds(path: string, wanted: Buffer): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat?.size === wanted.length && readFileSync(path).equals(wanted)
}
