import { askReadingProcess } from '../problem-sets/reading-process.ts'
import type { GradingLine } from './grading-line.ts'
import type { StoredOutputs } from './read-outputs.ts'

/**
 * Reads lines of our own, or the outputs that another tool stored, in a process of its own under limits.
 *
 * @throws ImportError where the file cannot be read, or has nothing that can be graded.
 */
export async function outputsOfFile(path: string, signal?: AbortSignal): Promise<StoredOutputs> {
  const lines: GradingLine[] = []
  let tool: StoredOutputs['tool'] = null
  let leftOut = 0
  await askReadingProcess(
    { do: 'outputs', path },
    (part) => {
      if (part.type !== 'outputs') return
      lines.push(...part.lines)
      tool = part.tool
      leftOut = part.leftOut
    },
    { signal }
  )
  return { tool, lines, leftOut }
}
