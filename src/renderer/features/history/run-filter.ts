/** Which runs the history shows. */
export type HistoryFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'starred' }
  | { readonly kind: 'tag'; readonly tag: string }

/** A filter as the value of a list of choices. */
export function valueOf(filter: HistoryFilter): string {
  return filter.kind === 'tag' ? `tag:${filter.tag}` : filter.kind
}

/** Null for a value that is none. */
export function filterOf(value: string): HistoryFilter | null {
  if (value.startsWith('tag:')) return { kind: 'tag', tag: value.slice('tag:'.length) }
  return value === 'starred' || value === 'all' ? { kind: value } : null
}
