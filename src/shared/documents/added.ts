import type { z } from 'zod'

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
