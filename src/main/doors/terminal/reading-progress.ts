import type { Writable } from 'node:stream'
import type { ImportProgress } from '../../problem-sets/read-problems.ts'
import { writeControl } from './safe-output.ts'

/**
 * A line that is written over while a file is read; nothing where nobody sees it.
 *
 * @param what is counted: "problems"
 */
export function readingProgress(
  report: Writable,
  what: string
): ((progress: ImportProgress) => void) | undefined {
  if (!isTerminal(report)) return undefined
  return ({ share, problems }) => {
    writeControl(report, '\r\u001b[K')
    report.write(`Reading: ${Math.round(100 * share)} %, ${problems} ${what}`)
  }
}

/** Removes that line. */
export function clearProgress(report: Writable): void {
  if (isTerminal(report)) writeControl(report, '\r\u001b[K')
}

function isTerminal(stream: Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true
}
