import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

const FILES = {
  store: 'tandem.db',
  modelLibrary: 'model-library.json',
  servers: 'servers.json',
  serverKeys: 'server-keys',
  hubToken: 'hub-token',
  apiToken: 'api-token',
  engineSpeed: 'engine-speed.json'
} as const

const FOLDERS = {
  backups: 'backups',
  /** Runs that the store did not take yet. */
  unrecorded: 'unrecorded',
  models: 'models',
  calibrations: 'calibrations',
  targetChecks: 'target-checks',
  prompts: 'prompts',
  strategies: 'strategies',
  /** Copies of backends of llama.cpp. */
  cpuBackends: 'cpu-backends',
  uploads: 'uploads',
  logs: 'logs',
  /** What Node made of the program (bin/compile-cache.js). */
  compiled: 'compiled'
} as const

/**
 * All that Tandem puts into its data folder, by its name there. What of it is read again holds to the rules that
 * `test/main/data-documents.test.ts` tries on each.
 */
export const IN_DATA = { ...FILES, ...FOLDERS } as const

/** An earlier version left the address of its page there. */
const FORMER = 'web-door'

/** Whether something in a data folder is Tandem's. Beside a file may lie its log, its next version, or one that was set aside. */
export function isOwnInData(name: string): boolean {
  return (
    Object.values<string>(FOLDERS).includes(name) ||
    [...Object.values(FILES), FORMER].some(
      (file) => name === file || (name.startsWith(file) && /[.-]/.test(name[file.length]!))
    )
  )
}

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
  const path = join(data, IN_DATA.store)
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
