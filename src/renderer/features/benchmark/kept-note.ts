import { z } from 'zod'
import { keepInTab, keptInTab } from '../../lib/tab-memory.ts'

const noteSchema = z.object({ attempt: z.number(), text: z.string() })

/** What is being written of an attempt, before it is judged. */
export type WrittenNote = z.infer<typeof noteSchema>

function keyOf(run: string): string {
  return `tandem.note.${run}`
}

/** What was being written of an attempt of a run when the page was loaded again; null where there is none. */
export function readKeptNote(run: string): WrittenNote | null {
  return keptInTab(keyOf(run), noteSchema)
}

/** Keeps it for this tab only, and until it is closed. */
export function keepNote(run: string, note: WrittenNote): void {
  keepInTab(keyOf(run), note)
}
