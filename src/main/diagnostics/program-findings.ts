import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, cpus, loadavg, platform, release } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import type { Finding } from '../../shared/contract/diagnostics.ts'
import { codeOf } from '../system-errors.ts'
import { VERSION } from '../version.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Sources in src/main/diagnostics and the build in out/main/diagnostics are equally deep. */
const PAGE = new URL('../../../out/renderer/index.html', import.meta.url)

/** Programs that show a page, by the names under which Linux has them. */
const BROWSERS = [
  'xdg-open',
  'firefox',
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'brave-browser',
  'microsoft-edge'
]

/** Which program this is, and on what. */
export function programFinding(): Finding {
  return {
    part: 'Tandem',
    state: 'works',
    said: `${VERSION} on ${platform()} ${release()}, ${arch()}.`,
    advice: null
  }
}

/** Whoever reads this has a Node that can run it; which one is asked for with every report. */
export function nodeFinding(): Finding {
  const { node, napi, electron } = process.versions
  const said = electron === undefined ? `Node ${node}` : `Node ${node} of Electron ${electron}`
  return { part: 'Node', state: 'works', said: `${said}, Node-API ${napi}.`, advice: null }
}

/** The native module of the store, asked to do something. */
export function sqliteFinding(): Finding {
  try {
    const database = new Sqlite(':memory:')
    const version = database.prepare<[], string>('SELECT sqlite_version()').pluck().get()!
    database.close()
    return { part: 'SQLite', state: 'works', said: `${version} (better-sqlite3).`, advice: null }
  } catch (error) {
    return {
      part: 'SQLite',
      state: 'fails',
      said: `better-sqlite3 cannot be loaded: ${firstLine(error)}`,
      advice: 'Install again, in the project folder: npm ci'
    }
  }
}

/** Cores, and whether other programs leave them to us. */
export function processorFinding(load = loadavg()[0]!): Finding {
  const all = cpus()
  const busy = load > all.length
  return {
    part: 'Processor',
    state: busy ? 'limited' : 'works',
    said: `${all[0]?.model.trim() ?? 'unknown'}, ${all.length} cores, load ${load.toFixed(1)}.`,
    advice: busy
      ? 'Other programs want every core: what is timed now is slower than this machine can be.'
      : null
  }
}

/** Whether the page of the window and the browser was built. */
export function pageFinding(): Finding {
  return existsSync(fileURLToPath(PAGE))
    ? { part: 'Page', state: 'works', said: 'The page is built.', advice: null }
    : {
        part: 'Page',
        state: 'limited',
        said: 'The page is not built: the terminal works, window and browser do not.',
        advice: 'In the project folder: npm run build'
      }
}

/** Electron's own program and a display. The package is never loaded: that would begin to download it. */
export function electronFinding(environment: Environment = process.env): Finding {
  const part = 'Electron'
  const running = process.versions.electron
  if (running !== undefined) {
    return { part, state: 'works', said: `${running}: this window.`, advice: null }
  }
  const path = electronProgram(environment)
  if (path === null) {
    return {
      part,
      state: 'limited',
      said: 'There is no Electron here, so there is no desktop window; the page in a browser is the same.',
      advice: 'To have the window, in a checkout of the project: npx install-electron'
    }
  }
  if (!hasDisplay(environment)) {
    return {
      part,
      state: 'limited',
      said: 'Electron is there, and no display to open its window on.',
      advice: 'Start it in a desktop session, or use the page in a browser: npm start'
    }
  }
  return { part, state: 'works', said: `Its program is ${path}.`, advice: null }
}

/** A program that opens the page. Systems with a desktop of their own always have one. */
export function browserFinding(environment: Environment = process.env): Finding {
  const part = 'Browser'
  if (platform() !== 'linux') {
    return { part, state: 'works', said: 'The page opens in the system’s browser.', advice: null }
  }
  const found = BROWSERS.filter((name) => isOnPath(name, environment))
  if (found.length > 0 && hasDisplay(environment)) {
    return { part, state: 'works', said: `The page opens with ${found[0]!}.`, advice: null }
  }
  const lacking = found.length === 0 ? 'no browser was found' : 'there is no display'
  return {
    part,
    state: 'limited',
    said: `The page does not open by itself: ${lacking}.`,
    advice: 'Open the address that npm start prints in a browser of this machine.'
  }
}

/** Whether the page's usual port can be had. */
export async function portFinding(port: number): Promise<Finding> {
  const part = 'Port'
  const code = await whyNotListening(port)
  if (code === null) {
    return {
      part,
      state: 'works',
      said: `${port === 0 ? 'Any port of 127.0.0.1' : `127.0.0.1:${port}`} is free for the page.`,
      advice: null
    }
  }
  if (code === 'EADDRINUSE') {
    return {
      part,
      state: 'works',
      said: `127.0.0.1:${port} is in use, perhaps by a Tandem; the next one takes a free port.`,
      advice: null
    }
  }
  return {
    part,
    state: 'limited',
    said: `127.0.0.1:${port} cannot be used (${code}): the page cannot be served there.`,
    advice: 'Choose another one: TANDEM_PORT=4200'
  }
}

function whyNotListening(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => {
      resolve(codeOf(error) ?? error.message)
    })
    try {
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)))
    } catch (error) {
      // A number that is no port.
      resolve(codeOf(error) ?? firstLine(error))
    }
  })
}

function electronProgram(environment: Environment): string | null {
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const path = join(override, platform() === 'win32' ? 'electron.exe' : 'electron')
    return existsSync(path) ? path : null
  }
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(path) ? path : null
  } catch {
    // Neither the package, nor, without path.txt, the program that belongs to it.
    return null
  }
}

function hasDisplay({ DISPLAY, WAYLAND_DISPLAY }: Environment): boolean {
  return platform() !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY)
}

function isOnPath(name: string, { PATH }: Environment): boolean {
  return (PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!
}
