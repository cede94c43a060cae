/**
 * What an import may be. Far beyond any set that people solve, and within what one process can hold: a file that goes
 * beyond it is refused in a sentence before it can take the memory or the time.
 */
export const READING_LIMITS = {
  problems: 200_000,
  /** Fields of one record, those of nested objects counted. */
  columns: 1_000,
  /** Characters of one field: a photograph in base64 fits. */
  field: 16 * 2 ** 20,
  /** Characters of one record in its file. */
  record: 64 * 2 ** 20,
  /** Characters of a file that is a single JSON object, which is parsed in one go. */
  object: 128 * 2 ** 20,
  /** Brackets within brackets. */
  nesting: 64,
  /** Bytes of a file once it is unpacked. */
  unpacked: 2 ** 30,
  /** Bytes of one page of a Parquet file, and of one of its row groups, once they are unpacked. */
  page: 256 * 2 ** 20,
  rowGroup: 2 ** 30,
  /** Bytes of a file with an exported run, and its attempts. */
  run: 2 * 2 ** 30,
  attempts: 1_000_000,
  /** Events of one of its attempts. */
  events: 100_000,
  /** Characters of all problems that come out. */
  text: 256 * 2 ** 20
} as const

/** What the process that reads a file may take. */
export const PROCESS_LIMITS = {
  bytes: 1.5 * 2 ** 30,
  heapMegabytes: 1024,
  /** Processor time for any file, for each megabyte of it, and at most. */
  seconds: 10,
  secondsPerMegabyte: 1,
  mostSeconds: 120,
  /** The same of an exported run, whose every attempt is folded and made searchable. */
  run: { seconds: 60, mostSeconds: 1200 },
  /** By the clock, without a sign of life: a disk or a pipe that does not answer. */
  silentMs: 60_000
} as const

/** Seconds of processor time that reading a file of so many bytes may take. */
export function secondsFor(bytes: number, isRun: boolean): number {
  const { secondsPerMegabyte } = PROCESS_LIMITS
  const { seconds, mostSeconds } = isRun ? PROCESS_LIMITS.run : PROCESS_LIMITS
  return Math.min(mostSeconds, seconds + (secondsPerMegabyte * bytes) / 2 ** 20)
}
