import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Exit {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const COMMAND = fileURLToPath(new URL('../../bin/tandem.js', import.meta.url))

/** Runs the command as a user would, in a process of its own, and waits for its end. */
export function runTandem(
  args: readonly string[],
  {
    input = '',
    environment = {},
    interruptAfter
  }: {
    readonly input?: string
    readonly environment?: Readonly<Record<string, string>>
    /** Sends SIGINT once standard output contains this text. */
    readonly interruptAfter?: string
  } = {}
): Promise<Exit> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, ...environment }
  })
  let [stdout, stderr] = ['', '']
  let interrupted = false
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString()
    if (interruptAfter !== undefined && !interrupted && stdout.includes(interruptAfter)) {
      interrupted = true
      child.kill('SIGINT')
    }
  })
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      resolve({ code, stdout, stderr })
    })
  })
}
