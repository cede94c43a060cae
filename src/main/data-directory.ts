import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export interface DataDirectoryOptions {
  /** What `--data-dir` says, if it is given. */
  readonly flag?: string | undefined
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly platform?: NodeJS.Platform
  readonly home?: string
}

/**
 * Where the user's data lives: `--data-dir`, else `TANDEM_DATA`, else the platform's usual place. The folder may not
 * exist yet.
 */
export function dataDirectory({
  flag,
  environment = process.env,
  platform = process.platform,
  home = homedir()
}: DataDirectoryOptions = {}): string {
  const chosen = flag || environment.TANDEM_DATA
  if (chosen) return resolve(chosen)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Tandem')
  if (platform === 'win32') {
    return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), 'Tandem')
  }
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'tandem')
}

/**
 * The store's file in a data folder. Where it is a link, the file that it leads to: what belongs to it is beside that. What
 * is in the way of a look at it is met, and told of, by whoever opens it: some commands can do without.
 */
export function storeIn(data: string): string {
  const path = join(data, 'tandem.db')
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
