/**
 * Imports every hostile file of problems and every hostile run as the program does, in a process of its own, and prints what
 * became of each; fails where one was imported that must not be, was not refused in a sentence, or took longer than it may.
 *
 *     npx node bench/hostile-imports.ts [--only TEXT]
 */
import { lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { importRunFile } from '../src/main/actions/import-run.ts'
import { ImportError } from '../src/main/problem-sets/import-error.ts'
import { importProblems } from '../src/main/problem-sets/import-problems.ts'
import { PROCESS_LIMITS } from '../src/main/problem-sets/limits.ts'
import { LiveRuns } from '../src/main/runs/live.ts'
import { openInMemory } from '../src/main/store/database.ts'
import { UserError } from '../src/main/user-error.ts'
import { HOSTILE_IMPORTS } from '../test/helpers/hostile-imports/corpus.ts'
import { HOSTILE_RUNS } from '../test/helpers/hostile-imports/runs.ts'

/** By the clock: a busy machine gives the process a part of a processor. */
const LIMIT_MS = PROCESS_LIMITS.mostSeconds * 1000

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const folder = mkdtempSync(join(tmpdir(), 'tandem-hostile-'))
const wrong: string[] = []
let tried = 0

/** @param isWell whether what became of it is as it must be */
async function attempt(
  name: string,
  work: () => Promise<unknown>,
  isWell: (outcome: unknown) => boolean
): Promise<void> {
  const from = performance.now()
  const outcome: unknown = await work().catch((error: unknown) => error)
  const ms = performance.now() - from
  const told = outcome instanceof Error ? outcome.message : 'was imported'
  if (!isWell(outcome)) wrong.push(`${name}: ${told}`)
  if (ms > LIMIT_MS) wrong.push(`${name} took ${ms.toFixed(0)} ms`)
  const size = lstatSync(path).size / 1024
  console.log(
    `${name.padEnd(60)} ${`${size.toFixed(0)} kB`.padStart(10)} ${`${ms.toFixed(0)} ms`.padStart(9)}  ${told.slice(0, 200)}`
  )
  tried += 1
}

const path = join(folder, 'hostile')
try {
  for (const file of HOSTILE_IMPORTS.filter(({ name }) => name.includes(values.only))) {
    writeFileSync(path, await file.bytes())
    await attempt(
      file.name,
      () => importProblems(path),
      (outcome) => outcome instanceof ImportError
    )
  }
  for (const { name, put, refused } of HOSTILE_RUNS) {
    if (!`run: ${name}`.includes(values.only)) continue
    rmSync(path, { recursive: true, force: true })
    await put(path)
    const services = { database: openInMemory(), live: new LiveRuns() }
    await attempt(
      `run: ${name}`,
      () => importRunFile(services, path),
      (outcome) =>
        outcome instanceof UserError
          ? (refused ?? /./).test(outcome.message)
          : refused === null && !(outcome instanceof Error)
    )
    services.database.close()
  }
} finally {
  rmSync(folder, { recursive: true })
}
console.log(`\n${tried} hostile files, ${wrong.length} wrong; the program lives.`)
for (const line of wrong) console.log(`WRONG: ${line}`)
process.exitCode = wrong.length === 0 ? 0 : 1
