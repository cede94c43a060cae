import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endWithProgram } from '../end-with-program.ts'
import type { InferenceRequest } from '../../shared/inference-messages.ts'
import { UNTRIED_BINARY } from './untried-binary.ts'

/** How a process ended. */
export interface Exit {
  readonly code: number | null
  readonly signal: string | null
  /** Why the system did not even start it. */
  readonly refusal?: Error
}

/** A started inference process: a child of Node, or a utility process of Electron. */
export interface InferenceChild {
  send(request: InferenceRequest): void
  /** Ends it at once. SIGTERM would wait for a loop that native code may hold for good. */
  kill(): void
}

/** What an inference process reports. */
export interface ChildListener {
  onMessage(message: unknown): void
  /** What it writes to its streams: the log. */
  onOutput(text: string): void
  /** It has ended, and all its output has been read. */
  onExit(exit: Exit): void
}

export type StartChild = (listener: ChildListener) => InferenceChild

/**
 * V8 doubles the room for young objects in steps, to 48 MB and more within an hour of solves, and keeps it. What the
 * process makes between two tokens has room enough in this (docs/survival.md, "Memory over time").
 */
const YOUNG_GENERATION = '--max-semi-space-size=8'

/**
 * glibc gives each of the engine's threads a heap of its own, which keeps what it frees: 51 MB, and 17 with two of them at
 * no cost in time. Other systems do not know the name. What the environment says goes before it.
 */
export const ALLOCATOR = { MALLOC_ARENA_MAX: '2' } as const

/** Starts the inference process as a child of Node. */
export function startNodeChild(
  listener: ChildListener,
  entry = fileURLToPath(new URL('../../inference/process.ts', import.meta.url))
): InferenceChild {
  const child = fork(entry, [], {
    // Not the parent's own flags: they may keep the engine from testing its binaries.
    execArgv: [YOUNG_GENERATION, ...UNTRIED_BINARY],
    env: { ...ALLOCATOR, ...process.env },
    // Out of the terminal's process group: Ctrl-C is for the program, which then stops it between two tokens.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  endWithProgram(child)
  const output = (data: Buffer) => {
    listener.onOutput(data.toString())
  }
  child.stdout?.on('data', output)
  child.stderr?.on('data', output)
  child.on('message', (message) => {
    listener.onMessage(message)
  })
  let refusal: Error | null = null
  child.on('error', (error) => {
    if (child.pid === undefined) refusal = error
    else listener.onOutput(`${error.message}\n`)
  })
  // "close" comes after the last of the output, "exit" may come before it.
  child.on('close', (code, signal) => {
    listener.onExit({ code, signal, ...(refusal && { refusal }) })
  })
  return {
    send(request) {
      // A process that is about to die reports through its end, not through a failed message.
      if (child.connected) child.send(request, () => undefined)
    },
    kill() {
      child.kill('SIGKILL')
    }
  }
}
