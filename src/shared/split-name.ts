const PART = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i
const MAX_PARTS = 1000

/** What a file's name says about its place in a split model. */
export interface SplitName {
  /** From 1. */
  readonly part: number
  /** Names of all parts, in order, whether they are there or not. */
  readonly names: readonly string[]
}

/** Reads `name-00001-of-00003.gguf`; null where the name is not of that form. */
export function splitNameOf(fileName: string): SplitName | null {
  const [, stem, part, count] = PART.exec(fileName) ?? []
  if (stem === undefined || Number(part) < 1 || Number(part) > Number(count)) return null
  if (Number(count) > MAX_PARTS) return null
  const names = Array.from(
    { length: Number(count) },
    (_, index) => `${stem}-${String(index + 1).padStart(5, '0')}-of-${count}.gguf`
  )
  return { part: Number(part), names }
}
