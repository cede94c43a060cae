import { Command, InvalidArgumentError, Option } from 'commander'
import { METHODS, rolesOf } from '../../../../core/methods.ts'
import { type AtOnce, MOST_AT_ONCE } from '../../../../shared/at-once.ts'
import { METHOD_NAMES, type MethodName, methodNameSchema } from '../../../../shared/options.ts'
import { policySchema, type RunConfig } from '../../../../shared/run-record.ts'
import {
  BENCHMARK_METHODS,
  benchmarkToResume,
  createBenchmark
} from '../../../actions/benchmark.ts'
import { findSet } from '../../../actions/problem-sets.ts'
import { runBenchmark } from '../../../runs/benchmark.ts'
import { whenFree } from '../../../runs/when-free.ts'
import { summarise } from '../../../runs/list-runs.ts'
import { readReport } from '../../../runs/run-report.ts'
import type { RunServices } from '../../../runs/services.ts'
import { Throughput } from '../../../runs/throughput.ts'
import type { Lease } from '../../../store/tables/leases.ts'
import { findRun } from '../../../store/tables/runs.ts'
import { UserError } from '../../../user-error.ts'
import { KnownNameArgument, KnownNameOption } from '../completion/known-name.ts'
import { atOnceLines } from '../at-once-text.ts'
import { createProgressView } from '../bench-progress.ts'
import { whyBenchFails } from '../bench-failure.ts'
import { noticeDeaths } from '../death-notice.ts'
import { STOPPED, withInterrupt } from '../interrupt.ts'
import { checkUnknownTarget, noticeMeasured } from '../measured-notice.ts'
import { ownCommand } from '../own-command.ts'
import { printJson, printLines } from '../print.ts'
import { reportText } from '../report-text.ts'
import { ListOption } from '../completion/list-option.ts'
import { NAMING_A_RUN } from '../run-argument.ts'
import type { RunContext } from '../run-context.ts'
import { withFlags } from '../set-flags.ts'
import { withShortHelp } from '../short-help.ts'
import {
  addSolveOptions,
  noticeModels,
  readNoticedSetup,
  type SolveFlags
} from '../solve-options.ts'
import { createStyle, showsColours } from '../style.ts'

interface Flags extends SolveFlags {
  methods: MethodName[]
  repeats: number
  limit?: number
  sample?: number
  policy: RunConfig['policy']
  parallel?: AtOnce
  resume?: string
  retryErrors?: boolean
  countFailures?: boolean
  failUnder?: number
  json?: boolean
}

/** `tandem bench`: a problem set by several methods, as a queue that outlives the process. */
export function benchCommand(context: RunContext): Command {
  const command = new Command('bench')
    .description('run a problem set by several methods, or go on with a run')
    .addArgument(
      new KnownNameArgument('[set]', 'id of a problem set, see "tandem sets list"', 'sets')
    )
    .addOption(
      new ListOption(
        '--methods <names>',
        'methods, separated by commas; see "tandem methods"',
        METHOD_NAMES
      )
        .argParser(methodNames)
        .default([...BENCHMARK_METHODS])
    )
    .option('--repeats <k>', 'attempts at each problem by each method', positive, 1)
    .option('--limit <n>', 'only the first so many problems', positive)
    .option('--sample <n>', 'only so many problems, drawn with the seed', positive)
    .addOption(
      new Option('--policy <name>', 'how strictly answers are graded')
        .choices(policySchema.options)
        .default('standard')
    )
    .option(
      '--parallel <k>',
      'attempts at once, or "measured": as many as the servers are found to bear; 1 with files alone and measured with a server unless said',
      parallel
    )
    .addOption(new KnownNameOption('--resume <run>', `go on with a run: ${NAMING_A_RUN}`, 'runs'))
    .option('--retry-errors', 'try again what an error ended')
    .option('--count-failures', 'count attempts that the engine failed as not right')
    .option(
      '--fail-under <percent>',
      'exit with 1 where a method has less pass@1 than this, for scripts',
      percentage
    )
    .option('--json', 'print one JSON document, and nothing else, on standard output')
  withShortHelp(command, ['--methods', '--limit', '--effort', '--pair', '--resume'])
  return addSolveOptions(command).action(async (set: string | undefined, flags: Flags) => {
    const services = context.runServices()
    const id = await chooseRun(context, services, set, flags)
    await withInterrupt((signal) => work(context, id, flags, signal))
  })
}

async function chooseRun(
  context: RunContext,
  services: RunServices,
  set: string | undefined,
  flags: Flags
): Promise<string> {
  if (flags.resume !== undefined) return benchmarkToResume(services, flags.resume)
  if (set === undefined) {
    throw new UserError(
      'Name a problem set, or a run to go on with.',
      'For example: tandem bench school, or: tandem bench --resume latest. Sets: tandem sets list'
    )
  }
  await findSet(context.problemSets, set).catch(withFlags)
  await checkUnknownTarget(flags, flags.methods, context)
  const { setup, notices } = await readNoticedSetup(flags, mostDemanding(flags.methods), context)
  noticeDeaths(context, setup)
  noticeMeasured(flags, setup, flags.methods, context)
  noticeModels(notices)
  const { methods, repeats, limit, sample, policy, parallel } = flags
  const order = { set, methods, repeats, limit, sample, policy, parallel }
  return createBenchmark(services, context.problemSets, { ...setup, ...order })
}

async function work(
  context: RunContext,
  id: string,
  {
    json,
    retryErrors = false,
    loadAnyway = false,
    countFailures = false,
    failUnder,
    parallel
  }: Flags,
  signal: AbortSignal
): Promise<void> {
  const services = context.runServices()
  const { stderr } = process
  const throughput = new Throughput(() => performance.now())
  const view = createProgressView(stderr, createStyle(showsColours(stderr)), () => ({
    tokensPerSecond: throughput.tokensPerSecond,
    retries: context.engine.status()?.retries ?? 0
  }))
  stderr.write(`Run ${id}. Ctrl-C stops it; what is done stays.\n`)
  const { database, now } = services
  const tell = ({ door, pid, host }: Lease) =>
    stderr.write(`Waits for its turn: ${door} is at work (process ${pid} on ${host}).\n`)
  const end = await whenFree(id, { database, now, signal, tell }, () =>
    runBenchmark(services, id, {
      ...{ signal, retryErrors, loadAnyway, parallel },
      watch: throughput,
      onProgress: (progress) => view.show(progress)
    })
  ).catch((error: unknown) => {
    view.end()
    stderr.write(`${resumeAdvice(services, id)}\n`)
    throw error
  })
  view.end()
  const run = findRun(services.database, id)!
  const report = readReport(services.database, run, { countFailures })
  if (json) printJson(report)
  else printLines(['', ...reportText(report, createStyle(showsColours(process.stdout)))])
  for (const line of atOnceLines(run.atOnce)) stderr.write(`${line}\n`)
  if (end === 'stopped') {
    stderr.write(`Stopped. ${resumeAdvice(services, id)}\n`)
    process.exitCode = STOPPED
    return
  }
  const reason = whyBenchFails(report, failUnder ?? null)
  if (reason === null) return
  stderr.write(`${reason}\n`)
  process.exitCode = 1
}

function resumeAdvice({ database, now }: RunServices, id: string): string {
  const { attempts } = summarise(database, now(), findRun(database, id)!)
  return `${attempts.done} of ${attempts.total} attempts are stored. Go on with: ${ownCommand()} bench --resume ${id}`
}

/** The method that needs the most models, for which the files must be there. */
function mostDemanding(methods: readonly MethodName[]): MethodName {
  const both = methods.find((method) => rolesOf(METHODS[method]).length > 1)
  if (both) return both
  return methods.includes('draft') && methods.some((method) => method !== 'draft')
    ? 'ssr'
    : methods[0]!
}

function methodNames(text: string): MethodName[] {
  return text.split(',').map((name) => {
    const method = methodNameSchema.safeParse(name.trim())
    if (method.success) return method.data
    throw new InvalidArgumentError(
      `"${name.trim()}" is no method; choose from ${methodNameSchema.options.join(', ')}.`
    )
  })
}

/** A share of 1, from a percentage. */
function percentage(text: string): number {
  const value = Number(text.trim().replace(/\s*%$/, ''))
  if (text.trim() !== '' && value >= 0 && value <= 100) return value / 100
  throw new InvalidArgumentError('Give a percentage between 0 and 100.')
}

/** How many attempts at once. */
function parallel(text: string): AtOnce {
  if (text === 'measured') return text
  const value = positive(text)
  if (value <= MOST_AT_ONCE) return value
  throw new InvalidArgumentError(`At most ${MOST_AT_ONCE} attempts are made at once.`)
}

function positive(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new InvalidArgumentError('Give a whole number above 0.')
}
