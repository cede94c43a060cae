import { existsSync } from 'node:fs'
import { join, parse } from 'node:path'

/** A moment as a part of a file's name, in UTC. */
export function timestamp(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(':', '-')
}

/** The path, or where it is taken one with a number. */
export function unused(path: string): string {
  const { dir, name, ext } = parse(path)
  for (let number = 2, candidate = path; ; number++) {
    if (!existsSync(candidate)) return candidate
    candidate = join(dir, `${name}-${number}${ext}`)
  }
}
