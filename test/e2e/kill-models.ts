import { execFileSync } from 'node:child_process'

/** Kills the inference process of the program with this id, as a system without memory does. */
export function killModels(pid: number): void {
  const found = execFileSync('pgrep', ['-P', String(pid), '-f', 'inference/process'])
  process.kill(Number(found.toString().trim()), 'SIGKILL')
}
