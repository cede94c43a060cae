import { spawn } from 'node:child_process'
import { availableParallelism, constants, getPriority, setPriority } from 'node:os'
import { join } from 'node:path'

/** One part of a check: what it is called in the table of times, and what is run for it. */
export interface Part {
  readonly name: string
  readonly command: readonly [program: string, ...parameters: string[]]
  /** Where it runs; by default in the project's folder. */
  readonly folder?: string
  /** Beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>
  /** Not begun once another has failed: of code that fails elsewhere it says nothing new. */
  readonly onlyOfWhatPasses?: boolean
  /** All others give way to it: the longest, which decides when everything is done. */
  readonly goesFirst?: boolean
}

/** How a part went. */
export interface Ran {
  readonly name: string
  readonly seconds: number
  readonly passed: boolean
}

export const root = join(import.meta.dirname, '..')

/** A program for the Node that runs this, from `node_modules` or of our own. */
export function node(program: string, ...parameters: string[]): Part['command'] {
  return [process.execPath, join(root, program), ...parameters]
}

/** Where Node keeps what it has compiled of our sources: the tests start many processes that read the same files. */
const COMPILED = join(root, 'node_modules', '.cache', 'node-compile-cache')

/** By so much less than this process a part that gives way is in a hurry: a tenth of the processor, where both want it. */
const GIVES_WAY = 10

/** Runs parts one after the other in view of the person; the first that fails is the last. */
export async function inTurn(parts: readonly Part[]): Promise<Ran[]> {
  const ran: Ran[] = []
  for (const part of parts) {
    console.log(`\n── ${part.name}`)
    const one = await run(part, 'inherit', () => undefined)
    ran.push(one)
    if (!one.passed) break
  }
  return ran
}

/**
 * Parts that run at the same time: two more than there are cores, since each of them waits now and then, for a page, a
 * server or a disk. Three on two cores left a sixth of them idle.
 */
const AT_ONCE = availableParallelism() + 2

/**
 * Runs parts in their order, the next as soon as another has ended, and all of them to the end: whoever mends one fault
 * wants to know of the next. What a part writes is shown when it has ended.
 */
export async function sideBySide(parts: readonly Part[], atOnce = AT_ONCE): Promise<Ran[]> {
  const waiting = [...parts]
  const someGoesFirst = parts.some(({ goesFirst }) => goesFirst)
  const ran: Ran[] = []
  async function work(): Promise<void> {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      if (part.onlyOfWhatPasses && ran.some(({ passed }) => !passed)) continue
      let output = ''
      const givesWay = someGoesFirst && part.goesFirst !== true
      const one = await run(part, 'pipe', (text) => (output += text), givesWay)
      console.log(`${one.passed ? '✓' : '✗'} ${one.name} (${Math.round(one.seconds)} s)`)
      if (output.trim() !== '') console.log(output.trimEnd())
      ran.push(one)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return ran
}

/** Writes how long each part took, and sets the exit code: 1 where one failed. `seconds`: from the first to the last. */
export function conclude(ran: readonly Ran[], seconds: number): void {
  const rows = [
    ...ran.map(
      ({ name, seconds, passed }) => [passed ? name : `${name}: FAILED`, seconds] as const
    ),
    ['all, as they ran side by side', seconds] as const
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  console.log()
  for (const [name, seconds] of rows) {
    console.log(`${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s`)
  }
  if (ran.some(({ passed }) => !passed)) process.exitCode = 1
}

function run(
  { name, command: [program, ...parameters], folder = root, environment }: Part,
  output: 'inherit' | 'pipe',
  write: (text: string) => void,
  givesWay = false
): Promise<Ran> {
  const begun = performance.now()
  const child = spawn(program, parameters, {
    cwd: folder,
    stdio: ['inherit', output, output],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED, ...environment }
  })
  // What it starts in its turn gives way as well. Where nothing was started, "error" says why.
  if (givesWay && child.pid !== undefined) {
    setPriority(child.pid, Math.min(getPriority() + GIVES_WAY, constants.priority.PRIORITY_LOW))
  }
  child.stdout?.on('data', (data: Buffer) => write(data.toString()))
  child.stderr?.on('data', (data: Buffer) => write(data.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ name, seconds: (performance.now() - begun) / 1000, passed: code === 0 })
    })
  })
}
