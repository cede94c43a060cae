import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { startLlamaServer, startRouter } from '../../test/helpers/real-servers.ts'
import type { Bench } from '../remote.ts'
import { printTable } from './table.ts'

const METHODS = ['baseline', 'ssr', 'ssr-adaptive']
const COMMAND = join(import.meta.dirname, '../../bin/tandem.js')

/** A benchmark against two replicas behind a router, one of which is killed at a third and started again. */
export async function killReplica(bench: Bench): Promise<void> {
  const { bin, quick, models } = bench
  const replicas = await Promise.all([0, 1].map(() => startLlamaServer(bin, models.target)))
  const router = await startRouter(bin, replicas)
  const problems = quick ? 10 : 500
  const total = problems * METHODS.length
  let killed = false
  async function kill(): Promise<void> {
    killed = true
    const [last] = replicas
    await last!.stop()
    replicas[0] = await startLlamaServer(bin, models.target, { at: last!.url })
  }
  try {
    let restarted = Promise.resolve()
    const report = await benchmark(bench, router.url, problems, (done) => {
      if (!killed && done >= total / 3) restarted = kill()
    })
    await restarted
    const places = new Set(
      report.attempts.map(({ problem, method, repeat }) => `${problem} ${method} ${repeat}`)
    )
    printTable(
      'One of two replicas killed with SIGKILL at a third of the benchmark, and started again',
      ['planned', 'settled', 'different', 'ended by an error', 'asked again', 'all there'],
      [
        [
          total,
          report.attempts.length,
          places.size,
          report.attempts.filter(({ error }) => error !== null).length,
          report.retries,
          places.size === total && killed ? 'yes' : 'NO'
        ]
      ]
    )
  } finally {
    await Promise.all([...replicas, router].map((server) => server.stop()))
  }
}

interface Attempts {
  readonly attempts: readonly {
    readonly problem: string
    readonly method: string
    readonly repeat: number
    readonly error: string | null
  }[]
}

/** Runs it as a person would. @param onDone told how many attempts are settled */
async function benchmark(
  { folder }: Bench,
  url: string,
  problems: number,
  onDone: (done: number) => void
): Promise<Attempts & { readonly retries: string }> {
  const address = `${url}/v1#target`
  const child = spawn(
    process.execPath,
    [
      ...[COMMAND, 'bench', 'school', '--limit', String(problems), '--methods', METHODS.join()],
      ...['--target', address, '--draft', address, '--prompts', 'tandem-school'],
      ...['--strategies', 'school', '--parallel', '8', '--json']
    ],
    { env: { ...process.env, TANDEM_DATA: join(folder, 'data') } }
  )
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString()
    onDone(Number([...stderr.matchAll(/^(\d+) of \d+/gm)].at(-1)?.[1] ?? 0))
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`The benchmark ended with ${code}:\n${stderr}`)
  const retries = [...stderr.matchAll(/servers asked again ([\w ]+)/g)].at(-1)?.[1] ?? 'never'
  return { ...(JSON.parse(stdout) as Attempts), retries }
}
