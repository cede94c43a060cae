import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../src/main/store/database.ts'
import { checkIntegrity } from '../../src/main/store/maintenance.ts'
import { BUNDLED_DRAFT, DRAFT, type Refusal } from './refusals.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const REFUSE = new URL('./refuse.ts', import.meta.url).href
const LONGEST_MS = 60_000

/** How a command took a refusal. */
export interface Taken {
  readonly code: number | null
  readonly said: string
  /** What is wrong with how it took it; null where nothing is. */
  readonly fault: string | null
}

/** A data folder with a finished run, backups and the files that commands are given, to be copied for each try. */
export async function prepareFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-faults-'))
  const files = join(folder, 'files')
  mkdirSync(files)
  const problem = { id: 'a', problem: 'Tom has 3 apples and buys 4. How many has he?', answer: '7' }
  writeFileSync(join(files, 'set.jsonl'), `${JSON.stringify(problem)}\n`)
  writeFileSync(join(files, 'problem.txt'), problem.problem)
  writeFileSync(join(files, 'grades.jsonl'), '{"gold":"7","pred":"7.0"}\n')
  const bench = ['bench', 'school', '--limit', '2', '--methods', 'baseline', '--seed', '1']
  for (const command of [
    [...bench, '--max-tokens', '60'],
    ['backup'],
    ['export', 'latest', '--output', join(files, 'run.json')]
  ]) {
    const { code, said } = await run(folder, command, null)
    if (code !== 0) throw new Error(`tandem ${command.join(' ')} ended with ${code}: ${said}`)
  }
  return folder
}

/** Runs a command on a copy of the folder while the system refuses, and looks at what it says and what is left. */
export async function tryRefusal(
  prepared: string,
  command: readonly string[],
  refusal: Omit<Refusal, 'below'>
): Promise<Taken> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-fault-'))
  try {
    cpSync(prepared, folder, { recursive: true })
    const taken = await run(folder, command, { ...refusal, below: [folder] })
    return { ...taken, fault: faultOf(taken) ?? lossIn(folder) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a command on what lies in the folder, in a process that `limit` starts: a shell line that ends with `exec "$@"`. */
export async function run(
  folder: string,
  command: readonly string[],
  refusal: Refusal | null,
  limit = 'exec "$@"'
): Promise<Omit<Taken, 'fault'>> {
  const parameters = command.map((part) =>
    part === DRAFT ? BUNDLED_DRAFT : part.replace('FILES', join(folder, 'files'))
  )
  const program = [process.execPath, '--import', REFUSE, join(ROOT, 'bin/tandem.js')]
  const child = spawn('/bin/sh', ['-c', limit, 'sh', ...program, ...parameters], {
    env: {
      ...process.env,
      TANDEM_DATA: join(folder, 'data'),
      // Most of a try would be the reading of the same sources again.
      NODE_COMPILE_CACHE: join(tmpdir(), 'tandem-faults-compiled'),
      ...(refusal && { TANDEM_REFUSE: JSON.stringify(refusal) })
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL'
  })
  let said = ''
  // A command that answers with "no", as `models info` does, says so on standard output.
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (said += text.toString()))
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, said }
}

/** What is wrong with what a command said and how it ended; null where nothing is. */
export function faultOf({ code, said }: Omit<Taken, 'fault'>): string | null {
  if (code === null) return 'it hung'
  if (/^\s+at .+:\d+/m.test(said)) return 'it printed a stack'
  if (/does not expect/.test(said)) return 'it had no words for it'
  if (code !== 0 && said.trim() === '') return 'it failed without a word'
  return [0, 1, 2].includes(code) ? null : `it ended with ${code}`
}

/** Whatever happened, the store is sound and has the attempts of before. */
export function lossIn(folder: string): string | null {
  const { database } = openDatabase(join(folder, 'data', 'tandem.db'), new Date())
  try {
    const done = database
      .prepare<[], number>("SELECT count(*) FROM attempts WHERE status = 'done'")
      .pluck()
      .get()!
    if (done < 2) return `${2 - done} attempts were lost`
    return checkIntegrity(database)[0] ?? null
  } finally {
    database.close()
  }
}
