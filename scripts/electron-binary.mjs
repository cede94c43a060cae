import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Where Electron's own program is, or why there is none. Never by loading the package "electron": that would begin to
 * download it.
 *
 * @returns {{ path: string } | { reason: string }}
 */
export function electronBinary(environment = process.env) {
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const path = join(override, process.platform === 'win32' ? 'electron.exe' : 'electron')
    return existsSync(path) ? { path } : { reason: `there is no Electron in ${override}` }
  }
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    if (existsSync(path)) return { path }
  } catch {
    // Without path.txt the program was never fetched.
  }
  return { reason: "Electron's program is not installed (fetch it with: npx install-electron)" }
}

/** Why a window cannot be shown here, or null. */
export function missingDisplay(environment = process.env, platform = process.platform) {
  if (platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY) return null
  return 'there is no display'
}
