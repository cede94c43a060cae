import type { Model } from '../../src/core/ports.ts'
import { sum } from '../../src/core/statistics/moments.ts'
import { expected } from '../../src/shared/scorers/expected.ts'
import { startLlamaServer, startServer, freePort } from '../../test/helpers/real-servers.ts'
import { startBench, withModel } from '../engine/models.ts'
import type { Bench } from '../remote.ts'
import { partingOf } from './parting.ts'
import { problems, promptOf } from './problems.ts'
import { firstStep, readProblems, TOKENS, type Reading } from './readings.ts'
import { findingsIn } from './record.ts'
import { openServer, unquantised, VLLM_ENVIRONMENT, vllmCommand } from './servers.ts'
import { printTable } from './table.ts'

/** Wanted of scores, as shares of their scales. */
const NEAR = 0.02
/** Nats between two candidates of which rounding may choose either. */
const CLOSE = 0.1
/** Problems that one model reads at a time. */
const AT_ONCE = 8

/** Who reads the problems, in this order: the first says which step of each all are asked about. */
const READERS = ['here 8', 'here 32', 'llama-server 8', 'llama-server 32', 'vLLM 32'] as const
type Reader = (typeof READERS)[number]
/** Of the weights of a file. */
type Bits = 8 | 32

/** Who is held against whom. Where their texts part, the first says how close the candidates are. */
const HELD = [
  ['8 bits and 32 bits, both here', 'here 8', 'here 32'],
  ['llama-server and the same file, 8 bits', 'here 8', 'llama-server 8'],
  ['llama-server and the same file, 32 bits', 'here 32', 'llama-server 32'],
  ['vLLM and the file here, both in 32 bits', 'here 32', 'vLLM 32']
] as const satisfies readonly (readonly [string, Reader, Reader])[]

/** Lends a model to whoever reads problems with it. */
type Lend = <T>(measure: (model: Model) => Promise<T>) => Promise<T>

/** Greedy texts and scores of the target here and on servers; the quantisation told apart. Each reads a problem once. */
export async function sameModels(bench: Bench): Promise<void> {
  const work = problems(bench.quick ? 10 : 50)
  const findings = findingsIn<Reading>(bench.record, 'same')
  const nameOf = (reader: Reader, index: number) => `${reader} ${index + 1}`
  const readingsOf = (reader: Reader) => work.map((_, at) => findings.get(nameOf(reader, at)))
  const readers = READERS.filter((reader) => reader !== 'vLLM 32' || bench.vllm !== null)
  const lends = await lendersOf(bench)

  for (const reader of readers) {
    const read = () => readingsOf(reader).filter(Boolean).length
    const before = read()
    if (before === work.length) continue
    if (performance.now() > bench.until) break
    // All others are asked about what the first one wrote.
    if (reader !== READERS[0] && readingsOf(READERS[0]).includes(undefined)) break
    const started = performance.now()
    await lends[reader]((model) =>
      readProblems(model, work, {
        ...{ atOnce: AT_ONCE, until: bench.until, findings },
        nameOf: (index) => nameOf(reader, index),
        stepOf(index) {
          const first = findings.get(nameOf(READERS[0], index))
          return first === undefined ? null : firstStep(first.text)
        }
      })
    )
    const seconds = Math.round((performance.now() - started) / 1000)
    console.log(`- ${reader}: ${read() - before} of ${work.length} problems in ${seconds} s`)
  }

  const [rows, partings]: [(string | number)[][], string[]] = [[], []]
  for (const [name, reader, other] of HELD) {
    const pairs = pairsOf(readingsOf(reader), readingsOf(other))
    if (pairs.length === 0) continue
    const parted = pairs.filter(({ ours, theirs }) => ours.text !== theirs.text)
    let far = 0
    if (parted.length > 0) {
      await lends[reader](async (model) => {
        for (const { index, ours, theirs } of parted) {
          const chat = promptOf(work[index]!, index)
          const { nats, said } = await partingOf(model, chat, [ours.text, theirs.text])
          if (!(nats <= CLOSE)) far += 1
          partings.push(`- ${name}: problem ${index + 1} ${said}`)
        }
      })
    }
    const { token, digit, likelihood, score } = largestDifferences(pairs)
    rows.push([
      ...[name, `${pairs.length - parted.length} of ${pairs.length}`, far],
      ...[token, digit, likelihood, score].map((difference) => difference.toFixed(4)),
      likelihood <= NEAR && score <= NEAR && far === 0 ? 'yes' : 'NO'
    ])
  }
  printTable(
    `The same model? ${work.length} problems, greedy, ${TOKENS} tokens; the largest differences`,
    [
      ...['held against each other', 'equal texts', `parted by more than ${CLOSE} nat`],
      ...['token p', 'digit p', 'likelihood', 'digit score', `scores <= ${NEAR}`]
    ],
    rows
  )
  for (const parting of partings) console.log(parting)
  if (readers.some((reader) => readingsOf(reader).includes(undefined))) {
    console.log('Not all was read: the same command with --record goes on.')
  }
}

async function lendersOf(bench: Bench): Promise<Readonly<Record<Reader, Lend>>> {
  const files = { 8: bench.models.target, 32: unquantised(bench) }
  const engine = await startBench(bench.models)
  const here = (bits: Bits): Lend =>
    function lend(measure) {
      return withModel(engine, files[bits], { paths: AT_ONCE, contextSize: 512 }, measure)
    }
  const onLlamaServer = (bits: Bits): Lend =>
    async function lend(measure) {
      const server = await startLlamaServer(bench.bin, files[bits], { slots: AT_ONCE })
      try {
        return await measure(await openServer(server.url, AT_ONCE))
      } finally {
        await server.stop()
      }
    }
  return {
    'here 8': here(8),
    'here 32': here(32),
    'llama-server 8': onLlamaServer(8),
    'llama-server 32': onLlamaServer(32),
    'vLLM 32': (measure) => onVllm(bench, measure)
  }
}

async function onVllm<T>({ vllm }: Bench, measure: (model: Model) => Promise<T>): Promise<T> {
  const port = await freePort()
  const { program, args } = vllmCommand(vllm!, port)
  const server = await startServer(`http://127.0.0.1:${port}`, program, args, {
    environment: VLLM_ENVIRONMENT,
    startMs: 400_000,
    startsOthers: true
  })
  try {
    return await measure(await openServer(server.url, AT_ONCE))
  } finally {
    await server.stop()
  }
}

interface Pair {
  readonly index: number
  readonly ours: Reading
  readonly theirs: Reading
}

/** The problems that both have read. */
function pairsOf(
  ours: readonly (Reading | undefined)[],
  theirs: readonly (Reading | undefined)[]
): Pair[] {
  return ours.flatMap((reading, index) => {
    const other = theirs[index]
    return reading && other ? [{ index, ours: reading, theirs: other }] : []
  })
}

function largestDifferences(pairs: readonly Pair[]) {
  const largest = (difference: (ours: Reading, theirs: Reading) => number) =>
    Math.max(...pairs.map(({ ours, theirs }) => difference(ours, theirs)))
  return {
    token: largest((ours, theirs) => apart(ours.tokens, theirs.tokens)),
    likelihood: largest((ours, theirs) => Math.abs(ours.likelihood - theirs.likelihood)),
    digit: largest((ours, theirs) => apart(ours.digits, theirs.digits)),
    score: largest((ours, theirs) => Math.abs(scoreOf(ours) - scoreOf(theirs)))
  }
}

/** What the scorer `expected` makes of the digits. */
function scoreOf({ digits }: Reading): number {
  return expected.score(digits, sum(digits)) / expected.highest
}

/** NaN where there are not as many. */
function apart(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return NaN
  return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)))
}
