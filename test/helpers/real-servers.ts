import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Real servers that nobody here wrote, for tests: llama.cpp's own and a router, from Python wheels (200 MB, fetched once and
 * kept in the user's cache folder).
 */

const WHEELS = ['xllamacpp==2026.10.11549', 'vllm-router==0.1.17']
const INSTALL_MS = 10 * 60_000
const START_MS = 30_000

/** Where the servers' programs are, or why there are none. */
export type Installed =
  { readonly bin: string; readonly reason: null } | { readonly bin: null; readonly reason: string }

/** Makes sure that the wheels are there. A machine without Python or without an index of packages has none. */
export function installServers(env = process.env): Installed {
  const cache = env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const folder = join(cache, 'tandem-tests', WHEELS.join('-').replace(/[^a-z0-9.-]/g, ''))
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  const complete = join(folder, 'complete')
  if (existsSync(complete)) return { bin, reason: null }
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { stdio: 'pipe', timeout: INSTALL_MS })
  try {
    run('python3', '--version')
  } catch {
    return { bin: null, reason: 'there is no python3' }
  }
  try {
    mkdirSync(folder, { recursive: true })
    run('python3', '-m', 'venv', folder)
    run(join(bin, 'pip'), 'install', '--quiet', '--retries', '1', ...WHEELS)
    writeFileSync(complete, '')
    return { bin, reason: null }
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim().split('\n').at(-1)
    return {
      bin: null,
      reason: `pip cannot install ${WHEELS.join(' and ')} (${said ?? 'no word'})`
    }
  }
}

export interface RunningServer {
  readonly url: string
  readonly process: ChildProcess
  stop(): Promise<void>
}

/** @param at the address of one that has ended, to take its place; a free one where it is left out */
export async function startLlamaServer(
  bin: string,
  model: string,
  { at, slots = 4 }: { readonly at?: string; readonly slots?: number } = {}
): Promise<RunningServer> {
  const port = at === undefined ? await freePort() : Number(new URL(at).port)
  const script = join(import.meta.dirname, 'llama_server.py')
  const args = [script, model, port, slots].map(String)
  return startServer(`http://127.0.0.1:${port}`, join(bin, 'python'), args)
}

/**
 * A router that keeps a session on one of the servers, and goes on without one that died.
 *
 * @param at the address of one that has ended, to take its place
 */
export async function startRouter(
  bin: string,
  workers: readonly RunningServer[],
  { at }: { readonly at?: string } = {}
): Promise<RunningServer> {
  const port = at === undefined ? await freePort() : Number(new URL(at).port)
  const metrics = await freePort()
  return startServer(`http://127.0.0.1:${port}`, join(bin, 'vllm-router'), [
    ...['--host', '127.0.0.1', '--port', String(port), '--prometheus-port', String(metrics)],
    ...['--policy', 'consistent_hash', '--worker-startup-check-interval', '1'],
    // Who is gone or back is known within seconds; by itself the router looks once a minute, longer than anybody waits.
    ...['--health-check-interval-secs', '1', '--cb-failure-threshold', '2'],
    ...['--cb-timeout-duration-secs', '1'],
    ...['--worker-urls', ...workers.map(({ url }) => url)]
  ])
}

/** Starts a program that serves models at `url`, and waits until it does. */
export async function startServer(
  url: string,
  program: string,
  args: readonly string[],
  {
    environment = {},
    startMs = START_MS,
    startsOthers = false
  }: {
    readonly environment?: Readonly<Record<string, string>>
    readonly startMs?: number
    /** Whether it starts processes of its own, which have to be ended with it. */
    readonly startsOthers?: boolean
  } = {}
): Promise<RunningServer> {
  const env = { ...process.env, ...environment }
  const child = spawn(program, args, { stdio: 'ignore', env, detached: startsOthers })
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      resolve()
    })
    child.on('error', () => {
      resolve()
    })
  })
  const server = {
    url,
    process: child,
    async stop() {
      if (startsOthers && child.pid !== undefined && child.exitCode === null) {
        process.kill(-child.pid, 'SIGKILL')
      } else child.kill('SIGKILL')
      await ended
    }
  }
  const until = performance.now() + startMs
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(`${url}/v1/models`).catch(() => null)
    if (answer?.ok === true) return server
    await pause(100)
  }
  await server.stop()
  throw new Error(`${program} does not answer at ${url}`)
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => {
        resolve(port)
      })
    })
  })
}
