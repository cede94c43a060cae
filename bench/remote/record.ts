import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What was found so far, each thing under its name. */
export interface Findings<T> {
  get(name: string): T | undefined
  note(name: string, found: T): void
}

/** Findings in a file, a line each, so that a bench that was cut off goes on. Without a folder they last as long as it runs. */
export function findingsIn<T>(folder: string | null, part: string): Findings<T> {
  const file = folder === null ? null : join(folder, `${part}.jsonl`)
  const known = new Map<string, T>(file === null ? [] : linesOf<T>(file))
  return {
    get: (name) => known.get(name),
    note(name, found) {
      known.set(name, found)
      if (file !== null) appendFileSync(file, `${JSON.stringify([name, found])}\n`)
    }
  }
}

function linesOf<T>(file: string): [string, T][] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as [string, T])
}
