import { IN_DATA } from '../../src/main/data-directory.ts'
import { TRIED, type TriedDocument } from './kept-documents/kept-documents.ts'

/** What a version leaves beside its store and the user's own definitions, and is the same on every machine. */
const LEFT = ['modelLibrary', 'servers', 'serverKeys', 'calibrations', 'targetChecks'] as const

/** Names of these documents, or of their folders, in a data folder. */
export const LEFT_NAMES = LEFT.map((name) => IN_DATA[name])

const documents: readonly (readonly [string, TriedDocument])[] = LEFT.flatMap((name) => {
  const tried = TRIED[name]
  return typeof tried === 'string' ? [] : Object.entries(tried)
})

/** Lets this version write each of them. */
export async function leaveDocuments(data: string): Promise<void> {
  for (const [, { change }] of documents) await change(data)
}

/** What this version reads in each of them, as JSON. */
export async function readLeft(data: string): Promise<unknown> {
  const read: [string, unknown][] = []
  for (const [name, document] of documents) read.push([name, await document.read(data)])
  return JSON.parse(JSON.stringify(Object.fromEntries(read))) as unknown
}
