import { fork, type ChildProcess, type Serializable } from 'node:child_process'
import { isKeyVariable } from '../shared/key-variable.ts'
import { endWithProgram } from './end-with-program.ts'
import { asUserError } from './system-errors.ts'
import { UserError } from './user-error.ts'

/** Secrets are nothing to a process that opens strange files. */
const WITHHELD = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN']

const KEPT_ERROR_OUTPUT = 16_384

/**
 * Starts a process that opens strange files and may die of it. It speaks through messages; its error output can be read.
 *
 * @param heapMegabytes what JavaScript may take in it.
 * @param flags further ones for its Node.
 */
export function startThrowAway(
  entry: string,
  heapMegabytes: number,
  flags: readonly string[] = []
): ChildProcess {
  const env = { ...process.env }
  for (const name of [...WITHHELD, ...Object.keys(env).filter(isKeyVariable)]) {
    Reflect.deleteProperty(env, name)
  }
  const child = fork(entry, [], {
    env,
    execArgv: [`--max-old-space-size=${heapMegabytes}`, ...flags],
    // Ctrl-C is for the program, not for what it looks into files with.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
  endWithProgram(child)
  return child
}

/** Keeps the end of what such a process writes to its error output: what it said before it died. */
export function hearErrors(child: ChildProcess): { said(): string; leave(): void } {
  let heard = ''
  function note(output: Buffer): void {
    heard = (heard + output.toString()).slice(-KEPT_ERROR_OUTPUT)
  }
  child.stderr?.on('data', note)
  return { said: () => heard, leave: () => child.stderr?.off('data', note) }
}

/** Asks such a process. One that dies, or that the system did not start, says so through its events alone. */
export function send(child: ChildProcess, request: Serializable): void {
  // Where nothing was started there is no channel, nor `child.send`.
  if (child.pid === undefined) return
  child.send(request, (error) => {
    if (error !== null) child.kill('SIGKILL')
  })
}

/** What the event `error` means before there is a process. `which`: "that reads files". */
export function notStarted(which: string, error: Error): UserError {
  const why = asUserError(error)
  return new UserError(
    `The process ${which} did not start. ${why?.message ?? error.message}`,
    why?.hint ?? null
  )
}
