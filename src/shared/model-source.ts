import { z } from 'zod'

/** Where a model of a pair is: a file on this machine. */
export const modelSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1) })
])
export type ModelSource = z.infer<typeof modelSourceSchema>

export function fileSource(path: string): ModelSource {
  return { kind: 'file', path }
}

/** The source as a person writes it. */
export function sourceText(source: ModelSource): string {
  return source.path
}

export function isSameSource(a: ModelSource, b: ModelSource): boolean {
  return a.kind === b.kind && sourceText(a) === sourceText(b)
}
