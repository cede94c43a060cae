import { execFileSync, fork } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asar from '@electron/asar'
import { WebSocket } from 'ws'

// npm run package:check: packs the app around a stand-in for Electron, looks into the archive, takes it out again and
// solves a problem with what came out. Electron itself does not run here.

const root = fileURLToPath(new URL('..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'tandem-package-'))
const platform = `${process.platform}-${process.arch}`

try {
  run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
  const resources = pack()
  const files = lookInto(join(resources, 'app.asar'))
  const app = takeOut(resources)
  const answer = await solveFrom(app)
  console.log(`${files} files in the archive; the app taken out of it answered ${answer}.`)
} finally {
  rmSync(work, { recursive: true, force: true })
}

function run(program, parameters) {
  execFileSync(process.execPath, [join(root, 'node_modules', program), ...parameters], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit']
  })
}

function pack() {
  const config = join(work, 'config.json')
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'electron-builder.yml'),
      directories: { output: join(work, 'dist') },
      electronDist: standIn(),
      // There is nothing in the stand-in to set fuses in.
      electronFuses: null
    })
  )
  run('electron-builder/cli.js', ['--dir', '--config', config])
  return join(work, 'dist', 'linux-unpacked', 'resources')
}

/** What electron-builder expects of Electron, without Electron. */
function standIn() {
  const folder = join(work, 'electron')
  for (const name of ['locales', 'resources']) mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'electron'), '#!/bin/sh\nexit 1\n')
  chmodSync(join(folder, 'electron'), 0o755)
  return folder
}

function lookInto(archive) {
  const files = asar.listPackage(archive).map((path) => path.replaceAll('\\', '/'))
  const needed = [
    '/package.json',
    '/out/main/index.js',
    '/out/main/web.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
    '/out/licences.json',
    '/out/inference/process.js',
    '/out/inference/backends/llama/inspect-process.js',
    '/out/main/grading/grading-worker.js',
    '/out/main/problem-sets/import-process.js',
    '/out/main/reading/reading-worker.js',
    '/out/main/store/backups/backup-worker.js',
    '/out/main/store/store-process.js',
    `/node_modules/better-sqlite3/prebuilds/${platform}.node`
  ]
  const missing = needed.filter((path) => !files.includes(path))
  const foreign = files.filter(
    (path) =>
      /^\/(src|test|training|bench|docs)(\/|$)|\.map$|\.gguf$/.test(path) ||
      (/prebuilds\/.*\.node$/.test(path) && !path.endsWith(`${platform}.node`))
  )
  if (missing.length > 0) throw new Error(`Missing in the archive: ${missing.join(', ')}`)
  if (foreign.length > 0) throw new Error(`Not for the archive: ${foreign.slice(0, 10).join(', ')}`)
  return files.length
}

/** The archive and what lies beside it, laid out as a checkout is. */
function takeOut(resources) {
  const app = join(work, 'app')
  asar.extractAll(join(resources, 'app.asar'), app)
  const unpacked = join(resources, 'app.asar.unpacked')
  if (!existsSync(unpacked)) throw new Error('No native modules were unpacked')
  cpSync(unpacked, app, { recursive: true })
  cpSync(join(resources, 'resources'), join(app, 'resources'), { recursive: true })
  return app
}

async function solveFrom(app) {
  const program = fork(join(app, 'out/main/web.js'), [], {
    cwd: app,
    env: { ...process.env, TANDEM_DATA: join(work, 'data'), TANDEM_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc']
  })
  try {
    const page = await openPage(await address(program))
    const setup = await page.call('solve.setup')
    const [pair] = setup.pairs
    const { run } = await page.call('solve.start', {
      problem: setup.samples[0].text,
      answer: setup.samples[0].answer,
      options: setup.defaults,
      measureBaseline: false,
      pair: pair.id,
      prompts: pair.prompts,
      strategies: pair.strategies
    })
    return await page.answerOf(run)
  } finally {
    const ended = new Promise((resolve) => program.once('exit', resolve))
    program.kill('SIGTERM')
    await ended
  }
}

function address(program) {
  return new Promise((resolve, reject) => {
    program.once('exit', (code) => reject(new Error(`The packaged program ended with ${code}`)))
    program.stdout.on('data', (text) => {
      const url = /READY (\S+)/.exec(String(text))?.[1]
      if (url) resolve(new URL(url))
    })
  })
}

/** What a browser does: exchange the token for a cookie, read the page, open the socket. */
async function openPage(url) {
  const invited = await fetch(url, { redirect: 'manual' })
  const cookie = invited.headers.get('set-cookie').split(';')[0]
  const html = await fetch(url.origin, { headers: { cookie } })
  if (!html.ok) throw new Error(`The page answered ${html.status}`)
  const socket = new WebSocket(`ws://${url.host}/`, { headers: { cookie }, origin: url.origin })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const listeners = new Set()
  socket.on('message', (data) => {
    const message = JSON.parse(data)
    for (const listener of listeners) listener(message)
  })
  let lastId = 0
  const finished = new Map()
  listeners.add(({ push, payload }) => {
    const end = push === 'runs.batch' && payload.events.find(({ type }) => type === 'finished')
    if (end) finished.set(payload.run, end)
  })
  return {
    call(call, input) {
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        function receive(message) {
          if (message.id !== id) return
          listeners.delete(receive)
          if (message.result.ok) resolve(message.result.value)
          else reject(new Error(`${call}: ${message.result.failure.message}`))
        }
        listeners.add(receive)
        socket.send(JSON.stringify({ id, call, input }))
      })
    },
    async answerOf(run) {
      while (!finished.has(run)) await new Promise((resolve) => setTimeout(resolve, 50))
      socket.close()
      const { outcome, answer } = finished.get(run)
      if (outcome !== 'answered') throw new Error(`The packaged app ended with ${outcome}`)
      return answer
    }
  }
}
