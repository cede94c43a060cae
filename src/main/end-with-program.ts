import type { ChildProcess } from 'node:child_process'

const running = new Set<ChildProcess>()
let listening = false

/**
 * Ends a process with this one, at once. By itself it would notice only between two pieces of work, which in native code
 * may take minutes.
 */
export function endWithProgram(child: ChildProcess): void {
  if (child.pid === undefined) return
  running.add(child)
  child.once('exit', () => running.delete(child))
  if (listening) return
  listening = true
  process.on('exit', () => {
    for (const one of running) one.kill('SIGKILL')
  })
}
