import { triedAtOnce } from '../../../shared/at-once.ts'
import type { RunDetail } from '../../../shared/contract/benchmark.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { benchmarkToResume, createBenchmark, forecastBenchmark } from '../../actions/benchmark.ts'
import { exportRun } from '../../actions/export-run.ts'
import type { BenchmarkOptions } from '../../runs/benchmark.ts'
import { LeaseBusy, leaseHolder, QUEUE } from '../../runs/lease.ts'
import { resolveRun } from '../../runs/find-run.ts'
import { summarise } from '../../runs/list-runs.ts'
import type { RunServices } from '../../runs/services.ts'
import type { RunRecord } from '../../store/tables/runs.ts'
import { describeError } from './dispatcher.ts'
import { chosenSetup, pairSetup } from './pair-choices.ts'
import { describeRun } from './run-handlers.ts'
import type { PageContext } from './page-context.ts'

type BenchmarkCalls =
  | 'benchmarks.forecast'
  | 'benchmarks.start'
  | 'benchmarks.resume'
  | 'benchmarks.advance'
  | 'benchmarks.go-on'
  | 'runs.detail'
  | 'runs.charts'
  | 'runs.what-if'
  | 'runs.leaderboard'
  | 'runs.compare'
  | 'runs.compare-many'
  | 'runs.pairs'
  | 'runs.export'

/** Runs of many problems: begun, watched, compared, taken away. */
export function benchmarkHandlers(context: PageContext): Pick<Handlers, BenchmarkCalls> {
  const { application, services, active, passing, reader } = context
  const { now } = services
  function begin(id: string, options: Pick<BenchmarkOptions, 'retryErrors' | 'loadAnyway'>): void {
    active.start(id, options)
    // The page need not wait until the models are loaded.
    services.live.emit('changed', id)
  }
  return {
    'benchmarks.forecast': async (request) => {
      const pair = pairSetup(application, request.pair, request.loading)
      const forecast = await forecastBenchmark(services, application.problemSets, {
        ...request,
        pair
      })
      return { ...forecast, unknown: [...forecast.unknown] }
    },
    'benchmarks.start': async ({ pair, prompts, strategies, loading, ...order }) => {
      const chosen = { pair, prompts, strategies, loading }
      const { sampling: _, ...setup } = await chosenSetup(application, chosen)
      const run = await createBenchmark(services, application.problemSets, { ...order, ...setup })
      begin(run, {})
      return { run }
    },
    'benchmarks.resume': ({ run, ...options }) => begin(benchmarkToResume(services, run), options),
    'benchmarks.advance': ({ run, places }) => active.advance(run, places),
    'benchmarks.go-on': () => active.goOn(),
    'runs.detail': ({ run }) => readDetail(context, run),
    'runs.charts': ({ run }) => passing.read(reader, 'charts', { run }),
    'runs.what-if': ({ run }) => passing.read(reader, 'what-if', { run }),
    'runs.leaderboard': () => reader.read('leaderboard', {}),
    'runs.compare': (runs) => reader.read('comparison', runs),
    'runs.compare-many': (runs) => reader.read('many', runs),
    'runs.pairs': (methods) => reader.read('pairs', methods),
    'runs.export': async (wanted) => {
      const { name, type } = exportRun(passing.servicesOf(wanted.run), wanted.run, wanted.format)
      // Read in a thread of its own: a long run would hold up the page.
      const text = await passing.read(reader, 'export', { ...wanted, now: now() })
      return { name, type, text }
    }
  }
}

async function readDetail(context: PageContext, id: string): Promise<RunDetail> {
  const { application, active, passing, reader } = context
  const services = passing.servicesOf(id)
  const { spentMs, ...settled } = await passing.read(reader, 'detail', { run: id })
  const { database, now } = services
  const run = resolveRun(database, id)
  const { config } = run
  const progress = active.progress(run.id)
  return {
    ...settled,
    entry: describeRun(services, summarise(database, now(), run), active.isActive(run.id)),
    repeats: config.repeats,
    atOnce: triedAtOnce(run.atOnce),
    time: { forecastMs: run.forecastMs, spentMs },
    pair: {
      target: config.pair.target.name,
      draft: config.pair.draft.name,
      device: config.hardware.device
    },
    failure: whyStopped(services, run, active),
    ahead: active.waiting.includes(run.id) ? active.waiting.indexOf(run.id) : null,
    isHeld: active.held.includes(run.id),
    progress: progress && {
      etaMs: progress.etaMs,
      underWay: progress.underWay.map(({ problem, method }) => ({ problem, method })),
      tokensPerSecond: active.tokensPerSecond(run.id),
      retries: application.engine.status()?.retries ?? 0
    }
  }
}

function whyStopped(
  { database, now }: RunServices,
  { id, status, failure }: RunRecord,
  active: PageContext['active']
): Failure | null {
  const told = active.failure(id)
  // Nothing was begun, so nothing is stored. It holds for as long as somebody is at work.
  const holder = told instanceof LeaseBusy && leaseHolder(database, QUEUE, now())
  if (holder) return describeError(new LeaseBusy(holder))
  if (failure === null) {
    // A full disk does not take the reason down either.
    const isOpen = (status === 'waiting' || status === 'running') && !active.isActive(id)
    const isUntold = isOpen && !(told instanceof LeaseBusy)
    return isUntold && told instanceof Error ? describeError(told) : null
  }
  // What was told here counts only where another process has not told of something else since.
  return told instanceof Error && told.message === failure
    ? unchangeable(describeError(told))
    : { code: 'unknown', message: failure, hint: null }
}

/** A run goes on as it began, or its figures would be of two kinds: what is offered to change takes another run. */
function unchangeable({ offer = {}, ...failure }: Failure): Failure {
  if (failure.hint === null || Object.keys(offer).length === 0) return failure
  return {
    ...failure,
    hint: `${failure.hint} That takes a new benchmark: this one goes on as it began.`
  }
}
