import { UserError } from '../user-error.ts'

/** A file that cannot be imported. The message is one sentence and names the line where one is to blame. */
export class ImportError extends UserError {
  override name = 'ImportError'
}

/** A name or value from the file in quotes, shortened: a message must stay a sentence whatever the file holds. */
export function quote(text: string | null): string {
  const shown = text ?? ''
  return shown.length > 60 ? `"${shown.slice(0, 59)}…"` : `"${shown}"`
}
