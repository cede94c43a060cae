import { z } from 'zod'

const meanings = new WeakMap<z.ZodType, unknown>()

/**
 * A field that documents of earlier versions lack, and what its absence meant then. Whoever writes has to give it;
 * whoever reads an older document is given the meaning. It is the outermost part of a field: `added(x.nullable(), null)`.
 */
export function added<S extends z.ZodType>(schema: S, meaning: z.output<S>): S {
  const field = schema.clone()
  meanings.set(field, meaning)
  return field
}

/** What the absence of a field means, where that was said. */
export function meaningOfAbsence(field: z.ZodType): { readonly meaning: unknown } | null {
  return meanings.has(field) ? { meaning: meanings.get(field) } : null
}

/**
 * The document without the fields that say no more than their absence would: an earlier version's document and what this
 * version reads it as are the same then.
 */
export function withoutMeanings(schema: z.ZodType, document: unknown): unknown {
  if (!(schema instanceof z.ZodObject) || typeof document !== 'object' || document === null) {
    return document
  }
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, value]) => {
      const field = shape[name]
      if (field === undefined) return [[name, value]]
      const absent = meaningOfAbsence(field)
      if (absent && JSON.stringify(absent.meaning) === JSON.stringify(value)) return []
      return [[name, withoutMeanings(field, value)]]
    })
  )
}
