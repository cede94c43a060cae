/**
 * Models on real servers against the same models here: texts, probabilities, the bill, attempts at once, the client's own
 * time, a slow network, a replica that is killed, and that in the window (docs/remote.md).
 *
 *   npx node bench/remote.ts [--quick] [--parts same,bill,together,client,network,killed]
 *   npx node bench/remote.ts --parts same --vllm PYTHON --vllm-model FOLDER [--record FOLDER [--minutes N]]
 *   npx node bench/remote.ts --parts killed --record FOLDER --minutes 9
 *   npx electron-vite build && npx node bench/remote.ts --parts window --pictures FOLDER
 *
 * It starts and ends llama.cpp's own servers and a router, which it installs from PyPI into a cache folder at the first call
 * (200 MB; python3 with venv is needed). A vLLM is started where a Python is named that has one, with a Hugging Face folder of
 * the bundled target in 32 bits. With a record the parts same and killed keep what is done, and after so many minutes no more is
 * begun: the same command goes on. The part network ends after so many, too, with the problems that it has had. Times are compared
 * in turns of one run; a busy machine makes their ratios no more than hints.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { bundled } from '../test/helpers/bundled.ts'
import { installServers } from '../test/helpers/real-servers.ts'
import { checkBill } from './remote/bill.ts'
import { timeClient } from './remote/client-time.ts'
import { killReplica } from './remote/killed-replica.ts'
import { slowNetwork } from './remote/network.ts'
import { sameModels } from './remote/same-models.ts'
import { togetherOnServer } from './remote/together.ts'
import { drawKilledReplica } from './remote/window.ts'

const PARTS = ['same', 'bill', 'together', 'client', 'network', 'killed', 'window'] as const
/** The window needs a build and a browser: it is drawn where it is asked for. */
const USUAL = PARTS.filter((part) => part !== 'window')

/** What all parts are told. */
export interface Bench {
  /** Programs of the servers. */
  readonly bin: string
  /** A folder that goes at the end. */
  readonly folder: string
  readonly quick: boolean
  /** Where what is done is kept for the next call; null for nowhere. */
  readonly record: string | null
  /** Nothing that can wait is begun after it, by the clock of the process. */
  readonly until: number
  /** A Python that has vLLM, and the target in Hugging Face's form. */
  readonly vllm: { readonly python: string; readonly model: string } | null
  /** Where pictures of the window go. */
  readonly pictures: string
  readonly models: typeof bundled
}

const options = new Command()
  .option('--quick', 'fewer problems: under four minutes on two idle cores', false)
  .option('--parts <names>', `comma-separated, of ${PARTS.join()}`, USUAL.join())
  .option('--record <folder>', 'where what is done is kept, for the same command to go on')
  .option('--minutes <n>', 'after so many nothing is begun that can wait', Number, Infinity)
  .option('--vllm <python>', 'a Python that has vLLM')
  .option('--vllm-model <folder>', 'the bundled target as a Hugging Face folder')
  .option('--pictures <folder>', 'where pictures of the window go', 'pictures')
  .parse()
  .opts<{
    quick: boolean
    parts: string
    record?: string
    minutes: number
    vllm?: string
    vllmModel?: string
    pictures: string
  }>()

const { bin, reason } = installServers()
if (bin === null) throw new Error(`There are no servers to measure: ${reason}`)
const folder = mkdtempSync(join(tmpdir(), 'tandem-remote-'))
const { vllm: python, vllmModel: model } = options
const vllm = python !== undefined && model !== undefined ? { python, model } : null
const { quick, pictures, record = null } = options
if (record !== null) mkdirSync(record, { recursive: true })
const until = performance.now() + options.minutes * 60_000
const bench: Bench = { bin, folder, quick, record, until, vllm, pictures, models: bundled }
const parts = {
  same: sameModels,
  bill: checkBill,
  together: togetherOnServer,
  client: timeClient,
  network: slowNetwork,
  killed: killReplica,
  window: drawKilledReplica
}
try {
  for (const part of PARTS) {
    if (!options.parts.split(',').includes(part)) continue
    const started = performance.now()
    await parts[part](bench)
    console.log(`\n(${part}: ${Math.round((performance.now() - started) / 1000)} s)`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
