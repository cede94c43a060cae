import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** One problem solved once by one variant. */
const measuredSchema = z.object({
  set: z.string(),
  problem: z.string(),
  repeat: z.int(),
  variant: z.string(),
  right: z.boolean(),
  wallMs: z.number(),
  flops: z.number(),
  /** Decoded tokens, the draft's weighted by alpha. */
  decoded: z.number(),
  /** Characters that stand, and those of them that the target wrote. */
  written: z.number(),
  byTarget: z.number(),
  woken: z.boolean(),
  accepted: z.int(),
  drafted: z.int(),
  /** Milliseconds of calls by "model purpose"; calls of several paths overlap. */
  spent: z.record(z.string(), z.number())
})
export type Measured = z.infer<typeof measuredSchema>

/** What was measured so far, one attempt a line: an interrupted measurement goes on where it stopped. */
export class Measurements {
  readonly #file: string
  readonly #all: Measured[]
  readonly #known: Set<string>

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#file = join(folder, 'attempts.jsonl')
    const text = existsSync(this.#file) ? readFileSync(this.#file, 'utf8') : ''
    // A line that was being written when the power went has no end.
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
    this.#all = lines
      .filter((line) => line !== '')
      .map((line) => measuredSchema.parse(JSON.parse(line)))
    this.#known = new Set(this.#all.map(keyOf))
  }

  get all(): readonly Measured[] {
    return this.#all
  }

  has(key: Pick<Measured, 'set' | 'problem' | 'repeat' | 'variant'>): boolean {
    return this.#known.has(keyOf(key))
  }

  add(measured: Measured): void {
    appendFileSync(this.#file, `${JSON.stringify(measured)}\n`)
    this.#all.push(measured)
    this.#known.add(keyOf(measured))
  }
}

function keyOf({
  set,
  problem,
  repeat,
  variant
}: Pick<Measured, 'set' | 'problem' | 'repeat' | 'variant'>): string {
  return JSON.stringify([set, problem, repeat, variant])
}
