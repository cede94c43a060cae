import { z } from 'zod'

const fileSourceSchema = z.strictObject({ kind: z.literal('file'), path: z.string().min(1) })
export type FileSource = z.infer<typeof fileSourceSchema>

/** A model on a server. No key is part of it: keys never leave the environment. */
export const serverSourceSchema = z.strictObject({
  kind: z.literal('server'),
  /** Scheme, host and port, and what comes before `/v1`: "http://127.0.0.1:8080". */
  url: z.string().min(1),
  /** What the server calls the model; null for the only one that it has. */
  model: z.string().min(1).nullable(),
  /** Number of weights as told by whoever named the server; null where the server says it itself. */
  parameters: z.number().positive().nullable()
})
export type ServerSource = z.infer<typeof serverSourceSchema>

/** Where a model of a pair is: a file on this machine, or a server that a person has named. */
export const modelSourceSchema = z.discriminatedUnion('kind', [
  fileSourceSchema,
  serverSourceSchema
])
export type ModelSource = z.infer<typeof modelSourceSchema>

export function fileSource(path: string): FileSource {
  return { kind: 'file', path }
}

/** The source as a person writes it. One of a kind that only a later version knows is told by its kind. */
export function sourceText(source: ModelSource): string {
  switch (source.kind) {
    case 'file':
      return source.path
    case 'server':
      return `${source.url}/v1${source.model === null ? '' : `#${modelInAddress(source.model)}`}`
    default:
      return `a model of the kind "${(source as { kind: string }).kind}"`
  }
}

/** The name of a model as it stands behind the "#" of an address: what an address cannot have is spelled as addresses do. */
export function modelInAddress(model: string): string {
  return model.replace(/\p{Cs}/gu, '\ufffd').replace(/[%\s\p{Cc}\p{Cf}]/gu, encodeURIComponent)
}

/** The file of a model; null where it is none. */
export function filePathOf(source: ModelSource): string | null {
  return source.kind === 'file' ? source.path : null
}

export function isSameSource(a: ModelSource, b: ModelSource): boolean {
  return a.kind === b.kind && sourceText(a) === sourceText(b)
}
