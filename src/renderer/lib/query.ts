/** What follows the "?" of an address, by name. */
export type Query = Readonly<Record<string, string>>

/** A part of a screen's state as an address holds it. */
export interface QueryField<T> {
  /** What holds where the address says nothing; it is never written. */
  readonly fallback: T
  /** Null for a text that means nothing here. */
  readonly read: (text: string) => T | null
  readonly write: (value: T) => string
}

export type QueryFields<T> = { readonly [K in keyof T]: QueryField<T[K]> }

/** A text as a person typed it. */
export function typedText(longest = 500): QueryField<string> {
  return { fallback: '', read: (text) => text.slice(0, longest), write: (text) => text }
}

/** Yes where the address names it. */
export const flag: QueryField<boolean> = {
  fallback: false,
  read: (text) => (text === '1' ? true : null),
  write: (yes) => (yes ? '1' : '')
}

export function wholeNumberIn(
  fallback: number,
  { min, max }: { readonly min: number; readonly max: number }
): QueryField<number> {
  return {
    fallback,
    read: (text) => {
      const value = Number(text)
      return /^\d+$/.test(text) && value >= min && value <= max ? value : null
    },
    write: String
  }
}

/** One of known names. */
export function oneOf<T extends string>(names: readonly T[], fallback: NoInfer<T>): QueryField<T> {
  return {
    fallback,
    read: (text) => names.find((name) => name === text) ?? null,
    write: (name) => name
  }
}

/** Several known names, each once, in their own order. */
export function someOf<T extends string>(
  names: readonly T[],
  fallback: readonly NoInfer<T>[]
): QueryField<readonly T[]> {
  return {
    fallback,
    read: (text) => {
      const asked = text.split(',').filter(Boolean)
      const known = names.filter((name) => asked.includes(name))
      return known.length === asked.length ? known : null
    },
    write: (some) => names.filter((name) => some.includes(name)).join(',')
  }
}

/** What an address says, and what of it means nothing here, as it stands there. */
export function readQuery<T extends object>(
  fields: QueryFields<T>,
  query: Query
): { readonly values: T; readonly ignored: readonly string[] } {
  const ignored = Object.entries(query)
    .filter(([name]) => !Object.hasOwn(fields, name))
    .map(([name, text]) => `${name}=${text}`)
  const values = fieldsOf(fields).map(([name, { fallback, read }]) => {
    const text = query[name]
    if (text === undefined) return [name, fallback]
    const value = read(text)
    if (value === null) ignored.push(`${name}=${text}`)
    return [name, value ?? fallback]
  })
  return { values: Object.fromEntries(values) as T, ignored }
}

/** The address of values; what holds anyway is left out. */
export function writeQuery<T extends object>(fields: QueryFields<T>, values: T): Query {
  return Object.fromEntries(
    fieldsOf(fields).flatMap(([name, { fallback, write }]) => {
      const text = write(values[name as keyof T])
      return text === write(fallback) ? [] : [[name, text]]
    })
  )
}

function fieldsOf<T extends object>(fields: QueryFields<T>): [string, QueryField<unknown>][] {
  return Object.entries(fields as Readonly<Record<string, QueryField<unknown>>>)
}
