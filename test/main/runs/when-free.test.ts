import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { whenFree } from '../../../src/main/runs/when-free.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { keepQueue } from '../../../src/main/runs/kept-queue.ts'
import { acquireLease, QUEUE } from '../../../src/main/runs/lease.ts'
import { readQueue } from '../../../src/main/runs/read-queue.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { runHere } from '../../helpers/run-here.ts'
import { additions, runRequest, runSetup } from '../../helpers/run-setup.ts'

const NEVER = new AbortController().signal
/** Of no process: the highest that any system gives is lower. */
const NO_PROCESS = 2 ** 30

/** A benchmark that waits behind the window. */
async function waiting(signal = NEVER) {
  const services = runSetup()
  const now = () => Date.now()
  const run = await createRun(services, runRequest({ problems: additions(1) }))
  const lease = acquireLease(services.database, QUEUE, { door: 'the window', now })
  const told: string[] = []
  const tell = ({ door }: { readonly door: string }) => told.push(door)
  const turn = { database: services.database, now, signal, tell, askAgainMs: 1 }
  const work = () => runBenchmark({ ...services, now }, run, { signal })
  return {
    services,
    run,
    lease,
    told,
    turn,
    work,
    queue: () => readQueue(services.database, now())
  }
}

it('waits where everybody sees it until the other process has done, and begins by itself', async () => {
  const { run, lease, told, turn, work, queue } = await waiting()
  const going = whenFree(run, turn, work)
  await sleep(20)
  expect(told).toEqual(['the window'])
  expect(queue()).toEqual([{ run, state: 'waiting', pid: process.pid, host: hostname() }])
  lease.release()
  expect(await going).toBe('finished')
  expect(queue()).toEqual([])
})

it('waits again where another process was faster', async () => {
  const { services, run, lease, told, turn, work } = await waiting()
  lease.release()
  let isFirst = true
  const going = whenFree(run, turn, () => {
    if (isFirst) {
      const other = acquireLease(services.database, QUEUE, { door: 'a faster one', now: turn.now })
      setTimeout(() => other.release(), 20)
    }
    isFirst = false
    return work()
  })
  expect(await going).toBe('finished')
  expect(told).toEqual(['a faster one'])
})

it('leaves its place where it is stopped, and can be gone on with', async () => {
  const stop = new AbortController()
  const { services, run, lease, turn, work, queue } = await waiting(stop.signal)
  const going = whenFree(run, turn, work)
  await sleep(5)
  stop.abort()
  await expect(going).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  expect(queue()).toEqual([])
  expect(findRun(services.database, run)!.status).toBe('waiting')
  lease.release()
})

it('is listed in the terminal, what was left behind with how it goes on', async () => {
  const { services, run, lease, turn, work } = await waiting()
  const left = await createRun(services, runRequest({ problems: additions(2) }))
  keepQueue(services.database, [{ run: left, retryErrors: false, loadAnyway: false }])
  services.database.exec(
    `UPDATE settings SET key = 'queue x ${NO_PROCESS}', value = json_set(value, '$.pid', ${NO_PROCESS})
     WHERE key LIKE 'queue %'`
  )
  const going = whenFree(run, turn, work)
  const { stdout } = await runHere(services.folder, ['queue'])
  const lines = stdout.split('\n')
  expect(lines[1]).toMatch(
    new RegExp(`^${run} .* 0/2 +waits for its turn +process ${process.pid} on `)
  )
  expect(lines[2]).toMatch(
    new RegExp(`^${left} .* 0/4 +was left behind +process ${NO_PROCESS} on `)
  )
  expect(lines[3]).toContain('bench --resume RUN')
  const { queue } = JSON.parse((await runHere(services.folder, ['queue', '--json'])).stdout) as {
    queue: unknown
  }
  expect(queue).toMatchObject([
    { run, state: 'waiting' },
    { run: left, state: 'left' }
  ])
  lease.release()
  await going
  expect((await runHere(services.folder, ['queue', '--json'])).stdout).toContain(left)
})
