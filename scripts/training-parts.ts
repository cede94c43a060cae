import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, type Part } from './parts.ts'

const training = join(root, 'training')
const OWN = process.platform === 'win32' ? '.venv/Scripts/python.exe' : '.venv/bin/python'
/** What the checks need beside Python. */
const PACKAGES = ['torch', 'gguf', 'tokenizers', 'pytest', 'ruff']
const LOOK = `import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, ${JSON.stringify(PACKAGES)})))`

/**
 * What is checked of `training/` where there is a Python for it: the one that TANDEM_PYTHON names, the folder's own or
 * the system's. The app needs none, so where there is none this asks for nothing, and says so.
 */
export function trainingParts(): Part[] {
  const candidates = [process.env.TANDEM_PYTHON, join(training, OWN), 'python3', 'python']
  const python = candidates.find(
    (candidate) => candidate && spawnSync(candidate, ['-c', LOOK]).status === 0
  )
  if (python === undefined) {
    console.log(`training/ is not checked: no Python with ${PACKAGES.join(', ')} is here.`)
    return []
  }
  return (
    [
      ['ruff', 'check', '--quiet', '.'],
      ['ruff', 'format', '--check', '--quiet', '.'],
      ['pytest', '-q']
    ] as const
  ).map(([module, ...parameters]) => ({
    name: `training: ${module} ${parameters[0]}`,
    command: [python, '-m', module, ...parameters] as const,
    folder: training
  }))
}
