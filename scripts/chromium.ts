import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

/** What the search for a browser needs of the machine. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  /** The `ID` of /etc/os-release; null where there is none. */
  readonly distribution: string | null
  /** Where Playwright keeps the Chromium that it downloads, whether or not it is there. */
  readonly downloaded: string
  exists(path: string): boolean
  /** Whether the program can be started: a browser without its libraries cannot. */
  starts(program: string): boolean
  /** Runs a command in view of the person; says whether it succeeded within the time. */
  run(command: readonly string[], limitMs: number): boolean
  say(text: string): void
}

/** Debian's shell is Chromium without the window around the page, which nobody looks at. */
const SHELL = 'chromium-headless-shell'
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Where the names are on no PATH. */
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  ],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe']
}
const DOWNLOAD_MS = 5 * 60_000
const INSTALL_MS = 10 * 60_000

/** A Chromium that starts, as `PLAYWRIGHT_CHROMIUM` names it or as it lies on this machine; null where there is none. */
export function findChromium(host: Host): string | null {
  const named = host.environment.PLAYWRIGHT_CHROMIUM
  if (named) {
    if (host.starts(named)) return named
    throw new Error(`PLAYWRIGHT_CHROMIUM names ${named}, which does not start.`)
  }
  const onPath = (host.environment.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const candidates = [...onPath, ...(PLACES[host.platform] ?? []), host.downloaded]
  return candidates.find((path) => host.exists(path) && host.starts(path)) ?? null
}

/**
 * A Chromium for the browser tests: one that is there, else Playwright's download, else (as root on Debian) the
 * system's package.
 *
 * @throws Error that says what to type where none of these works.
 */
export function obtainChromium(host: Host): string {
  const found = findChromium(host)
  if (found !== null) return found

  host.say('No Chromium here. Trying the download of Playwright …')
  if (host.run(['npx', 'playwright', 'install', 'chromium'], DOWNLOAD_MS)) {
    const downloaded = findChromium(host)
    if (downloaded !== null) return downloaded
    host.say('It was downloaded, but lacks libraries of the system.')
  } else host.say('It could not be downloaded.')

  if (host.isRoot && host.distribution === 'debian') {
    host.say("Installing Debian's Chromium …")
    const install = ['apt-get', 'install', '-y', '--no-install-recommends']
    if (host.run(['apt-get', 'update'], INSTALL_MS)) {
      // The shell is younger than some releases of Debian.
      for (const name of [SHELL, 'chromium']) {
        if (!host.run([...install, name], INSTALL_MS)) continue
        const installed = findChromium(host)
        if (installed !== null) return installed
      }
    }
  }
  throw new Error(advice(host))
}

function advice({ platform, distribution }: Host): string {
  const debian = 'sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium'
  const command =
    platform === 'linux' && distribution === 'debian'
      ? debian
      : `npx playwright install ${platform === 'linux' ? '--with-deps ' : ''}chromium`
  return [
    'The browser tests need Chromium, and none could be found or fetched. Install it with',
    `  ${command}`,
    'or name one that is there: PLAYWRIGHT_CHROMIUM=/path/to/chromium npm run test:e2e'
  ].join('\n')
}

/** The machine at hand. */
export function thisHost(): Host {
  return {
    environment: process.env,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    distribution: distributionOf('/etc/os-release'),
    downloaded: chromium.executablePath(),
    exists: existsSync,
    starts: (program) =>
      spawnSync(program, ['--version', '--no-sandbox'], { timeout: 30_000 }).status === 0,
    run(command, limitMs) {
      const [program, ...parameters] = command
      const { status } = spawnSync(program!, parameters, {
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: limitMs,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        shell: process.platform === 'win32'
      })
      return status === 0
    },
    say: (text) => console.log(text)
  }
}

function distributionOf(file: string): string | null {
  if (!existsSync(file)) return null
  return /^ID="?([^"\n]+)/m.exec(readFileSync(file, 'utf8'))?.[1] ?? null
}
