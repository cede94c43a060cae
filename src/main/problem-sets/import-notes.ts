const LABELS = {
  'rewritten-number': 'Answers written as floats or with leading zeros, now whole numbers',
  'answer-from-solution': 'Answers taken from the end of the solution',
  'no-answer': 'Problems without an answer, which can be solved but not graded',
  'chat-template': 'Problems taken out of a chat template',
  'options-left-out': 'Options that could not be read, left out',
  'tolerance-left-out': 'Tolerances that could not be read as one number, left out',
  'same-text': 'Problems that repeat the text of an earlier one'
} as const
export type NoteKind = keyof typeof LABELS

/** What an import changed or missed, gathered by kind: thousands of lines with one peculiarity are one sentence. */
export interface ImportNotes {
  /** @param example such as `"70.0" became "70"`; the first is shown. */
  add(kind: NoteKind, place: string, example?: string): void
  /** One sentence a kind, with how often and where first. */
  sentences(): string[]
}

export function createImportNotes(): ImportNotes {
  const notes = new Map<NoteKind, { count: number; readonly first: string }>()
  return {
    add(kind, place, example) {
      const note = notes.get(kind)
      if (note) note.count++
      else
        notes.set(kind, { count: 1, first: place + (example === undefined ? '' : `: ${example}`) })
    },
    sentences: () =>
      [...notes].map(([kind, { count, first }]) => `${LABELS[kind]}: ${count} (first at ${first}).`)
  }
}
