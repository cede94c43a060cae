import { fork, type ChildProcess } from 'node:child_process'

/** Secrets are nothing to a process that opens strange files. */
const WITHHELD = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN']

/**
 * Starts a process that opens strange files and may die of it. It speaks through messages; its error output can be read.
 *
 * @param heapMegabytes what JavaScript may take in it.
 */
export function startThrowAway(entry: string, heapMegabytes: number): ChildProcess {
  const env = { ...process.env }
  for (const name of WITHHELD) Reflect.deleteProperty(env, name)
  return fork(entry, [], {
    env,
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    // Ctrl-C is for the program, not for what it looks into files with.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
}
