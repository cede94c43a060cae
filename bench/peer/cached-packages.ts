import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A Python with packages from PyPI, each of one version; installed into a cache folder at the first call. */
export function pythonWith(packages: readonly string[]): string {
  return cached(packages, (folder) => {
    const binary = join(folder, 'bin', 'python')
    execFileSync('python3', ['-m', 'venv', folder])
    execFileSync(binary, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'inherit' })
  })('bin/python')
}

/** A folder whose programs find packages from npm, each of one version; made at the first call. */
export function folderWith(packages: readonly string[]): string {
  return cached(packages, (folder) => {
    const flags = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts']
    execFileSync('npm', ['install', ...flags, ...packages], { stdio: 'inherit' })
  })('')
}

function cached(
  packages: readonly string[],
  install: (folder: string) => void
): (inside: string) => string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const name = packages.map((one) => one.replace(/[=@[\]/]+/g, '-')).join('-')
  const folder = join(cache, 'tandem-bench', name)
  const done = join(folder, 'installed')
  if (!existsSync(done)) {
    mkdirSync(folder, { recursive: true })
    install(folder)
    mkdirSync(done)
  }
  return (inside) => join(folder, inside)
}
