import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, startLlamaServer, startRouter } from '../../test/helpers/real-servers.ts'
import type { Bench } from '../remote.ts'
import { problemIds } from './problems.ts'
import { printTable } from './table.ts'

const METHODS = ['baseline', 'parallel', 'ssr']
const COMMAND = join(import.meta.dirname, '../../bin/tandem.js')
/** How long the killed one stays away. */
const GONE_MS = 5000

/** How far the benchmark is, so that one that was cut off goes on: its run knows the router by its address. */
interface State {
  readonly replicas: readonly string[]
  readonly router: string
  readonly run: string | null
  /** Attempts that were settled when one of the replicas was killed; null before. */
  readonly killedAt: number | null
  /** How often servers were asked again. */
  readonly retries: number
  readonly seconds: number
}

/** A benchmark against two replicas behind a router, one of which is killed after a third and started again. */
export async function killReplica(bench: Bench): Promise<void> {
  const { bin, quick, models, record } = bench
  const folder = record ?? bench.folder
  const stateFile = join(folder, 'killed.json')
  const problems = quick ? 10 : 500
  const planned = problemIds(problems).flatMap((id) => METHODS.map((method) => `${id} ${method} 0`))
  let state = existsSync(stateFile) ? readState(stateFile) : await newState()
  const note = (change: Partial<State>) => {
    state = { ...state, ...change }
    writeFileSync(stateFile, JSON.stringify(state))
  }

  const replicas = await Promise.all(
    state.replicas.map((at) => startLlamaServer(bin, models.target, { at }))
  )
  const router = await startRouter(bin, replicas, { at: state.router })
  async function kill(done: number): Promise<void> {
    note({ killedAt: done })
    await replicas[0]!.stop()
    await pause(GONE_MS)
    replicas[0] = await startLlamaServer(bin, models.target, { at: replicas[0]!.url })
  }
  try {
    let restarted = Promise.resolve()
    const started = performance.now()
    const address = `${router.url}/v1#target`
    const run =
      state.run === null
        ? [
            ...['school', '--limit', String(problems), '--methods', METHODS.join()],
            ...['--target', address, '--draft', models.draft, '--paths', '2'],
            ...['--prompts', 'tandem-school', '--strategies', 'school', '--parallel', 'measured']
          ]
        : ['--resume', state.run]
    const { report, retries } = await benchmark(run, {
      data: join(folder, 'data'),
      until: bench.until,
      onRun(id) {
        if (state.run === null) note({ run: id })
      },
      onDone(done) {
        if (state.killedAt === null && done >= planned.length / 3) restarted = kill(done)
      }
    })
    await restarted
    const seconds = state.seconds + (performance.now() - started) / 1000
    note({ seconds, retries: state.retries + retries })
    printTable(
      'One of two replicas killed with SIGKILL after a third of the benchmark, and started again',
      [
        ...['planned', 'settled', 'the same set', 'twice', 'ended by an error', 'killed at'],
        ...['asked again', 'minutes']
      ],
      [resultOf(state, planned, report)]
    )
    if (report.attempts.length < planned.length) {
      console.log('Not all is settled: the same command with --record goes on.')
    }
  } finally {
    await Promise.all([...replicas, router].map((server) => server.stop()))
  }
}

async function newState(): Promise<State> {
  const [first, second, router] = await Promise.all(
    [0, 1, 2].map(async () => `http://127.0.0.1:${await freePort()}`)
  )
  const begun = { run: null, killedAt: null, retries: 0, seconds: 0 }
  return { replicas: [first!, second!], router: router!, ...begun }
}

function readState(file: string): State {
  return JSON.parse(readFileSync(file, 'utf8')) as State
}

function resultOf(
  { killedAt, retries, seconds }: State,
  planned: readonly string[],
  { attempts }: Report
): (string | number)[] {
  const settled = attempts.map(
    ({ problem, method, repeat }) => `${problem} ${method} ${String(repeat)}`
  )
  const places = new Set(settled)
  const isSame = places.size === planned.length && planned.every((place) => places.has(place))
  return [
    ...[planned.length, settled.length, isSame && killedAt !== null ? 'yes' : 'NO'],
    ...[settled.length - places.size, attempts.filter(({ error }) => error !== null).length],
    ...[killedAt ?? 'not yet', retries, (seconds / 60).toFixed(1)]
  ]
}

interface Report {
  readonly attempts: readonly {
    readonly problem: string
    readonly method: string
    readonly repeat: number
    readonly error: string | null
  }[]
}

/** Runs it as a person would, until the time is up. */
async function benchmark(
  args: readonly string[],
  {
    data,
    until,
    onRun,
    onDone
  }: {
    readonly data: string
    readonly until: number
    /** Told which run it is. */
    readonly onRun: (id: string) => void
    /** Told how many attempts are settled. */
    readonly onDone: (done: number) => void
  }
): Promise<{ readonly report: Report; readonly retries: number }> {
  const child = spawn(process.execPath, [COMMAND, 'bench', ...args, '--json'], {
    env: { ...process.env, TANDEM_DATA: data }
  })
  const left = until - performance.now()
  const timer = Number.isFinite(left) ? setTimeout(() => child.kill('SIGINT'), left) : undefined
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
  child.stderr.on('data', (part: Buffer) => {
    stderr += part.toString()
    process.stderr.write(part)
    const [, id] = /^Run (\S+)\. /m.exec(stderr) ?? []
    if (id !== undefined) onRun(id)
    const done = [...stderr.matchAll(/^(\d+) of \d+/gm)].at(-1)?.[1]
    if (done !== undefined) onDone(Number(done))
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  clearTimeout(timer)
  if (stdout === '') throw new Error(`The benchmark ended with ${code}:\n${stderr}`)
  const times = [...stderr.matchAll(/servers asked again (once|(\d+) times)/g)].at(-1)
  const retries = times === undefined ? 0 : Number(times[2] ?? 1)
  return { report: JSON.parse(stdout) as Report, retries }
}
