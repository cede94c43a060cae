import { execFileSync } from 'node:child_process'

/** Kills the inference process of the program with this id, as a system without memory does. */
export function killModels(pid: number): void {
  process.kill(modelsOf(pid), 'SIGKILL')
}

/** Lets the inference process of the program stand still; returns what lets it go on. */
export function holdModels(pid: number): () => void {
  const models = modelsOf(pid)
  process.kill(models, 'SIGSTOP')
  return () => void process.kill(models, 'SIGCONT')
}

function modelsOf(pid: number): number {
  const found = execFileSync('pgrep', ['-P', String(pid), '-f', 'inference/process'])
  return Number(found.toString().trim())
}
