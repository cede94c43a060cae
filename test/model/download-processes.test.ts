import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeSplit } from '../helpers/hostile-gguf/controls.ts'
import { randomModel } from '../helpers/random-gguf.ts'
import { runTandem } from '../helpers/run-tandem.ts'
import { ETAG, sendFile, serve, type FileServer } from '../main/models/download/file-server.ts'

const COMMAND = fileURLToPath(new URL('../../bin/tandem.js', import.meta.url))

let home: string
let server: FileServer
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tandem-processes-'))
})
afterEach(async () => {
  await server.close()
  rmSync(home, { recursive: true })
})

function hashesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort()
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')
    ])
  )
}

test('of two processes that fetch one split model one waits its turn, and takes over when the other is killed', async () => {
  const source = join(home, 'source')
  mkdirSync(source)
  writeSplit(source, randomModel())
  const [first = '', second = ''] = readdirSync(source).sort()
  let held = false
  server = await serve((request, response) => {
    const content = readFileSync(join(source, basename(request.url ?? '')))
    // Of the second part, whoever asks first gets one half, and then nothing more.
    if (!request.url?.endsWith(second) || held) return sendFile(request, response, content)
    held = true
    response.writeHead(200, { etag: ETAG, 'content-length': content.length })
    response.write(content.subarray(0, content.length / 2))
  })
  const data = join(home, 'data')
  const models = join(data, 'models')
  const environment = { TANDEM_DATA: data }
  const args = ['models', 'download', `${server.url.href}${first}`]

  const killed = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, ...environment },
    stdio: 'ignore'
  })
  const gone = new Promise((resolve) => killed.once('close', resolve))
  const arrived = () => statSync(join(models, `${second}.part`), { throwIfNoEntry: false })?.size
  await expect.poll(arrived, { timeout: 30_000 }).toBeGreaterThan(0)

  const early = await runTandem(args, { environment })
  expect(early).toMatchObject({ code: 2, stdout: '' })
  expect(early.stderr).toContain('on its way already, in another window or terminal')

  killed.kill('SIGKILL')
  await gone
  const { code, stdout } = await runTandem([...args, '--json'], { environment })
  expect(code).toBe(0)
  expect(server.requests.at(-1)?.headers.range).toMatch(/^bytes=[1-9]/)
  const { entry } = JSON.parse(stdout) as { entry: { files: unknown[]; refusal: unknown } }
  expect(entry).toMatchObject({ files: [{}, {}], refusal: null })
  expect(hashesIn(models)).toEqual(hashesIn(source))
})
