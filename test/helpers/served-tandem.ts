import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { runTandem, type Exit } from './run-tandem.ts'

const COMMAND = fileURLToPath(new URL('../../bin/tandem.js', import.meta.url))

/** `tandem serve` as a user starts it, on a free port. */
export interface ServedTandem {
  /** What clients call the base URL. */
  readonly url: string
  readonly token: string
  /** Ends it as Ctrl-C does. */
  stop(): Promise<Exit>
}

/** Starts the server on a data folder, and waits until it answers. */
export async function serveTandem(data: string): Promise<ServedTandem> {
  const env = { ...process.env, TANDEM_DATA: data }
  const child = spawn(process.execPath, [COMMAND, 'serve', '--port', '0'], { env })
  let [stdout, stderr] = ['', '']
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  const ended = new Promise<Exit>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr })
    })
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      stdout += text.toString()
      const told = /at (http:\S+)/.exec(stdout)?.[1]
      if (told !== undefined && stdout.includes('Token:')) resolve(told)
    })
    ended.then((exit) => reject(new Error(`It ended: ${exit.stderr}`)), reject)
  })
  const printed = await runTandem(['serve', '--print-token'], {
    environment: { TANDEM_DATA: data }
  })
  return {
    url,
    token: printed.stdout.trim(),
    stop() {
      child.kill('SIGINT')
      return ended
    }
  }
}
