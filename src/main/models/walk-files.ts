import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MAX_DEPTH = 10
/** Somebody will point at the root of a disk. */
const MAX_ENTRIES = 200_000

/** Every file below a folder, through links to files but not to folders, which may lead in circles. Only reads. */
export function walkFiles(folder: string): readonly string[] {
  const files: string[] = []
  let seen = 0
  function visit(at: string, depth: number): void {
    if (depth > MAX_DEPTH || seen > MAX_ENTRIES) return
    let entries
    try {
      entries = readdirSync(at, { withFileTypes: true })
    } catch {
      return
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      seen++
      const path = join(at, entry.name)
      if (entry.isDirectory()) visit(path, depth + 1)
      else if (entry.isFile() || (entry.isSymbolicLink() && isFile(path))) files.push(path)
    }
  }
  visit(folder, 0)
  return files
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
