import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'

/** Deeper than anybody keeps models; a path that long cannot be opened everywhere. */
const MAX_DEPTH = 40
/** Somebody will point at the root of a disk. */
export const MOST_ENTRIES = 200_000
/** What the kernel shows of itself: no files, and on a small machine a hundred thousand of them. */
const NO_DISKS = new Set(process.platform === 'linux' ? ['/proc', '/sys', '/dev'] : [])

/**
 * Every file below a folder, as far as they are looked at, also through links, which may lead in circles: each folder is
 * read once. Only reads.
 *
 * @param most so many files and folders
 */
export function walkFolder(
  folder: string,
  most = MOST_ENTRIES
): { readonly files: readonly string[]; readonly isWhole: boolean } {
  const files: string[] = []
  const visited = new Set<string>()
  let seen = 0
  function visit(at: string, depth: number): void {
    if (depth > MAX_DEPTH || seen > most) return
    let entries
    try {
      const real = realpathSync(at)
      if (visited.has(real) || NO_DISKS.has(real)) return
      visited.add(real)
      entries = readdirSync(at, { withFileTypes: true })
    } catch {
      return
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      seen++
      const path = join(at, entry.name)
      const found = entry.isSymbolicLink() ? endOfLink(path) : entry
      if (found?.isDirectory()) visit(path, depth + 1)
      else if (found?.isFile()) files.push(path)
    }
  }
  visit(folder, 0)
  return { files, isWhole: seen <= most }
}

/** What a link leads to, or null where it leads nowhere. */
function endOfLink(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}
