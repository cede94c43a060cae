import type { CancelSignal, WriteOptions } from '../../src/core/ports.ts'

/** What tests of threads ask of a model, whatever it runs on. */

export const NEVER: CancelSignal = { aborted: false }

export const QUESTION = { user: 'Score the last step from 0 to 9.', opening: '', thinking: null }
export const DIGITS = [...'0123456789']

/** Ends a text behind its first blank line. */
export function paragraph(text: string): number | null {
  const end = text.indexOf('\n\n')
  return end < 0 ? null : end + 2
}

/** Writes a paragraph greedily. */
export function writing(options: Partial<WriteOptions> = {}): WriteOptions {
  return {
    end: paragraph,
    maxTokens: 40,
    temperature: 0,
    topP: 1,
    seed: 1,
    signal: NEVER,
    ...options
  }
}
