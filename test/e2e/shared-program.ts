import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { emptyStore, isAtRest } from './store.ts'
import { startProgram, type Program } from './program.ts'

/** What the pair is fastest with, measured by the first program that is started. */
const SPEED = ['engine-speed.json', 'cpu-backends']

/** A program and the folder that it works on. */
export interface Running {
  readonly program: Program
  readonly data: string
}

/**
 * The program that the tests of a worker share, because starting it and loading the models takes longer than most tests.
 * Each test finds it empty: its store without a row, its folder without a file. It is replaced where more than that may be
 * left of a test.
 */
export class SharedProgram {
  readonly #browser: Browser
  readonly #speed = mkdtempSync(join(tmpdir(), 'tandem-e2e-speed-'))
  #running: Running | null = null
  /** Whether a test did something to the data behind the program's back. */
  #tampered = false

  constructor(browser: Browser) {
    this.#browser = browser
  }

  /** The program as it is before anybody has used it. */
  async blank({ firstStart }: { readonly firstStart: boolean }): Promise<Running> {
    if (this.#running !== null) {
      if (!firstStart && this.#leftOnlyData(this.#running.data)) {
        this.#empty(this.#running.data)
        return this.#running
      }
      await this.#end(this.#running)
    }
    const data = mkdtempSync(join(tmpdir(), 'tandem-e2e-'))
    if (!firstStart) copySpeed(this.#speed, data)
    this.#running = { program: await startProgram(this.#browser, data), data }
    this.#tampered = false
    return this.#running
  }

  /** Ends the program and starts it again on the same data. */
  async restart(between?: () => void): Promise<Program> {
    if (this.#running === null) throw new Error('No program was started')
    const { program, data } = this.#running
    await program.close()
    if (between) this.#tampered = true
    between?.()
    const again = await startProgram(this.#browser, data)
    this.#running = { program: again, data }
    return again
  }

  async close(): Promise<void> {
    if (this.#running !== null) await this.#end(this.#running)
    rmSync(this.#speed, { recursive: true, force: true })
  }

  /** Downloads are remembered by the program itself, and so is work that goes on. */
  #leftOnlyData(data: string): boolean {
    const isWriting = readdirSync(data).some((name) => name.endsWith('.new'))
    return !this.#tampered && !isWriting && !existsSync(join(data, 'models')) && isAtRest(data)
  }

  #empty(data: string): void {
    emptyStore(data)
    for (const name of readdirSync(data)) {
      if (SPEED.includes(name) || name.startsWith('tandem.db')) continue
      // A file that is being written has another name a moment later.
      rmSync(join(data, name), { recursive: true, force: true })
    }
  }

  async #end({ program, data }: Running): Promise<void> {
    this.#running = null
    await program.close()
    copySpeed(data, this.#speed)
    rmSync(data, { recursive: true, force: true })
  }
}

function copySpeed(from: string, to: string): void {
  for (const name of SPEED) {
    if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name), { recursive: true })
  }
}
