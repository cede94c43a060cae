import { fileURLToPath } from 'node:url'
import { utilityProcess } from 'electron'
import { ALLOCATOR, type StartChild } from '../../engine/inference-child.ts'

/** Starts the inference process as a utility process of Electron. The app must be ready. */
export const startUtility: StartChild = (listener) => {
  const entry = fileURLToPath(new URL('../../../inference/process.ts', import.meta.url))
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Tandem inference',
    stdio: 'pipe',
    execArgv: [],
    // A copy: Electron changes the object that it is given.
    env: { ...ALLOCATOR, ...process.env }
  })
  const output = (data: Buffer) => listener.onOutput(data.toString())
  child.stdout?.on('data', output)
  child.stderr?.on('data', output)
  child.on('message', (message: unknown) => listener.onMessage(message))
  // A utility process reports its exit code only, never the signal.
  child.on('exit', (code) => listener.onExit({ code, signal: null }))
  return {
    send: (request) => child.postMessage(request),
    kill() {
      // kill() asks politely, which a loop in native code does not hear.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    }
  }
}
