const LABELS = {
  'latin-1':
    'The text is not UTF-8 and was read as Latin-1 (Windows-1252): look at its accented letters',
  'other-lists': 'Other lists in the file, which were left out',
  'rewritten-number': 'Answers written as floats or with leading zeros, now whole numbers',
  restored: 'Answers with commands whose backslash was decoded as an escape, restored',
  'answer-from-solution': 'Answers taken from the end of the solution',
  'no-answer': 'Problems without an answer, which can be solved but not graded',
  ungradable: 'Answers that cannot be compared as what they are said to be',
  'chat-template': 'Problems taken out of a chat template',
  'follow-ups': 'Problems with questions that follow the first, which were left out',
  joined: 'Problems joined with the passage or table beside them',
  unit: 'Problems joined with the unit of their answer',
  image: 'Problems with an image, which is left out; without it they may not be solvable',
  'passage-left-out': 'Passages that could not be read as text, left out',
  index: 'Answers that were the number of an option, now its letter',
  'no-option': 'Answers that are none of the options',
  'all-answers': 'Lists of answers, all of which are asked for together',
  'any-answer': 'Lists of answers, any of which is right',
  'own-check': 'Checks that only the tool can run that they were written for, left out',
  'options-left-out': 'Options that could not be read, left out',
  'tolerance-left-out': 'Tolerances that could not be read as one number, left out',
  'same-text': 'Problems that repeat the text of an earlier one',
  repeated: 'Problems that are in the file more than once, kept once',
  numbered: 'Numbers that are no ids, since they repeat; the problems are numbered instead'
} as const
export type NoteKind = keyof typeof LABELS

/** What an import changed or missed, gathered by kind: thousands of lines with one peculiarity are one sentence. */
export interface ImportNotes {
  /** @param example such as `"70.0" became "70"`; the first is shown. */
  add(kind: NoteKind, place: string, example?: string): void
  /** How often. */
  count(kind: NoteKind): number
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
    count: (kind) => notes.get(kind)?.count ?? 0,
    sentences: () =>
      [...notes].map(([kind, { count, first }]) => `${LABELS[kind]}: ${count} (first at ${first}).`)
  }
}
