/**
 * Imports every hostile file as the program does, in a process of its own, and prints what became of each; fails where
 * one was imported, was not refused in a sentence, or took longer than it may.
 *
 *     npx node bench/hostile-imports.ts
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImportError } from '../src/main/problem-sets/import-error.ts'
import { importProblems } from '../src/main/problem-sets/import-problems.ts'
import { PROCESS_LIMITS } from '../src/main/problem-sets/limits.ts'
import { HOSTILE_IMPORTS } from '../test/helpers/hostile-imports/corpus.ts'

/** By the clock: a busy machine gives the process a part of a processor. */
const LIMIT_MS = PROCESS_LIMITS.mostSeconds * 1000

const folder = mkdtempSync(join(tmpdir(), 'tandem-hostile-'))
const wrong: string[] = []
try {
  const path = join(folder, 'hostile')
  for (const file of HOSTILE_IMPORTS) {
    const bytes = await file.bytes()
    writeFileSync(path, bytes)
    const from = performance.now()
    const outcome: unknown = await importProblems(path).catch((error: unknown) => error)
    const ms = performance.now() - from
    const isRefused = outcome instanceof ImportError
    if (!isRefused) wrong.push(`${file.name}: ${String(outcome)}`)
    if (ms > LIMIT_MS) wrong.push(`${file.name} took ${ms.toFixed(0)} ms`)
    const size = `${(bytes.length / 1024).toFixed(0)} kB`
    const told = isRefused ? outcome.message : 'was imported'
    console.log(
      `${file.name.padEnd(60)} ${size.padStart(10)} ${`${ms.toFixed(0)} ms`.padStart(9)}  ${told}`
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}
console.log(`\n${HOSTILE_IMPORTS.length} hostile files, ${wrong.length} wrong; the program lives.`)
for (const line of wrong) console.log(`WRONG: ${line}`)
process.exitCode = wrong.length === 0 ? 0 : 1
