import { basename, dirname, join } from 'node:path'

const PART = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i
const MAX_PARTS = 1000

/** What a file's name says about its place in a split model. */
export interface SplitName {
  /** From 1. */
  readonly part: number
  readonly count: number
  /** Paths of all parts, in order, whether they are there or not. */
  readonly paths: readonly string[]
}

/** Reads `name-00001-of-00003.gguf`, or returns null where the name is not of that form. */
export function splitNameOf(path: string): SplitName | null {
  const match = PART.exec(basename(path))
  const [, stem, part, count] = match ?? []
  if (stem === undefined || Number(part) < 1 || Number(part) > Number(count)) return null
  if (Number(count) > MAX_PARTS) return null
  const paths = Array.from({ length: Number(count) }, (_, index) =>
    join(dirname(path), `${stem}-${String(index + 1).padStart(5, '0')}-of-${count}.gguf`)
  )
  return { part: Number(part), count: Number(count), paths }
}
