import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { whyNotThisNode } from '../bin/node-needed.js'
import { electronBinary, missingDisplay } from './electron-binary.mjs'
import { writeSignInFile } from './sign-in-file.mjs'

// npm start: builds what is stale, then opens the desktop window, or where that cannot be, the page in a browser.

const root = fileURLToPath(new URL('..', import.meta.url))
const BUILT = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']
/** Below the checkout, not in the system's folder for such files: browsers that come as a snap see only the former. */
const SIGN_IN_FILE = join(root, 'out', 'sign-in.html')
/**
 * On processors with memory protection keys Node 24 may lose count of its code pages where threads come and go, and aborts
 * (nodejs/node#64500). The program's grading threads do; only a flag at the start can leave the keys alone.
 */
const WITHOUT_KEYS =
  process.platform === 'linux' && process.arch === 'x64' && process.versions.node.startsWith('24.')
    ? ['--no-memory-protection-keys']
    : []
/** V8 doubles the room for young objects in steps, by 30 MB within an hour, and keeps it (docs/survival.md, "Memory over time"). */
const YOUNG_GENERATION = '--max-semi-space-size=8'
const SOURCES = ['src', 'package.json', 'electron.vite.config.ts', 'svelte.config.js']

const hindrance = whyNotThisNode()
if (hindrance !== null) {
  console.error(hindrance)
  process.exit(2)
}
buildWhatIsStale()
const electron = electronBinary()
const noWindow = 'reason' in electron ? electron.reason : missingDisplay()
if (noWindow === null) run(electron.path, [root])
else {
  console.log(`No desktop window: ${noWindow}. Serving the page instead.`)
  serve()
}

function buildWhatIsStale() {
  const newest = Math.max(...SOURCES.map((path) => lastChange(join(root, path))))
  const fresh = BUILT.every((path) => {
    const file = join(root, path)
    return existsSync(file) && statSync(file).mtimeMs >= newest
  })
  if (fresh) return
  console.log('Building …')
  const vite = resolve(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit'
  })
  if (status !== 0) process.exit(status ?? 1)
}

function lastChange(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => lastChange(join(path, name))))
}

function serve() {
  const child = run(
    process.execPath,
    [YOUNG_GENERATION, ...WITHOUT_KEYS, join(root, 'out/main/web.js')],
    ['inherit', 'pipe', 'inherit']
  )
  let first = true
  createInterface({ input: child.stdout }).on('line', (line) => {
    const url = /^READY (\S+)/.exec(line)?.[1]
    if (!url) return console.log(line)
    if (first) {
      console.log(`Tandem is at ${url}\nStop it with Ctrl-C.`)
      openBrowser(url)
    } else {
      rmSync(SIGN_IN_FILE, { force: true })
      console.log(`A browser has signed in. The address for another one: ${url}`)
    }
    first = false
  })
  process.on('exit', () => rmSync(SIGN_IN_FILE, { force: true }))
}

function run(program, parameters, stdio = 'inherit') {
  const child = spawn(program, parameters, { cwd: root, stdio })
  // Ctrl-C reaches the child by itself; it ends in its own time, and we after it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
  return child
}

/** Where there is a browser to open; the printed address is enough anywhere else. */
function openBrowser(url) {
  if (missingDisplay() !== null) return
  writeSignInFile(SIGN_IN_FILE, url)
  const openers = { darwin: 'open', win32: 'explorer.exe' }
  spawn(openers[process.platform] ?? 'xdg-open', [SIGN_IN_FILE], {
    stdio: 'ignore',
    detached: true
  })
    .on('error', () => undefined)
    .unref()
}
