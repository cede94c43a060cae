import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Problem } from '../../src/shared/problem-set.ts'
import { CHECKOUT_SET, there } from './goals.ts'
import type { Measurements } from './measured.ts'

/** Problems that one checkout solves before the other has its turn. */
const TURN = 10
const VARIANTS = { baseline: 'baseline', ssr: 'ssr n=3' } as const
const HERE = join(import.meta.dirname, '../..')

/** What is read of a report, whatever version wrote it. */
const reportSchema = z.object({
  attempts: z.array(
    z.object({ problem: z.string(), method: z.enum(['baseline', 'ssr']), wallMs: z.number() })
  )
})

/**
 * Lets another checkout of the program, with its packages installed, and this one solve the same problems through
 * their command lines, some problems each in turn. Only times are kept.
 */
export function measureCheckout(
  folder: string,
  checkout: string,
  problems: readonly Problem[],
  seed: number,
  measurements: Measurements,
  stop: { readonly asked: boolean }
): void {
  const sides = [
    { root: HERE, data: join(folder, 'here'), nameOf: (variant: string) => variant },
    { root: resolve(checkout), data: join(folder, 'there'), nameOf: there }
  ]
  for (let start = 0; start < problems.length; start += TURN) {
    const part = problems.slice(start, start + TURN)
    for (const { root, data, nameOf } of sides) {
      if (stop.asked) return
      const key = { set: CHECKOUT_SET, repeat: 0 }
      const known = Object.values(VARIANTS).every((variant) =>
        part.every(({ id }) => measurements.has({ ...key, problem: id, variant: nameOf(variant) }))
      )
      if (known) continue
      for (const { problem, method, wallMs } of attemptsOf(root, data, part, seed)) {
        const variant = nameOf(VARIANTS[method])
        measurements.add({ ...key, problem, variant, ...ONLY_TIMED, wallMs })
      }
    }
    process.stderr.write(`\r${CHECKOUT_SET}: problem ${start + part.length} `)
  }
  process.stderr.write('\n')
}

const ONLY_TIMED = {
  right: false,
  flops: 0,
  decoded: 0,
  written: 0,
  byTarget: 0,
  woken: true,
  accepted: 0,
  drafted: 0,
  spent: {}
}

function attemptsOf(root: string, data: string, problems: readonly Problem[], seed: number) {
  mkdirSync(data, { recursive: true })
  const file = join(data, 'part.jsonl')
  writeFileSync(file, problems.map((problem) => `${JSON.stringify(problem)}\n`).join(''))
  const tandem = (...words: string[]) =>
    execFileSync(process.execPath, [join(root, 'bin/tandem.js'), '--data-dir', data, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit']
    })
  const name = `part ${problems[0]!.id} ${Date.now()}`
  const { id } = z
    .object({ id: z.string() })
    .parse(JSON.parse(tandem('sets', 'import', file, '--name', name, '--json')))
  const asked = ['--methods', 'baseline,ssr', '--paths', '3', '--seed', `${seed}`, '--json']
  return reportSchema.parse(JSON.parse(tandem('bench', id, ...asked))).attempts
}
