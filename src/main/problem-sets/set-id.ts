/**
 * An id for a set of this name: `AIME 2024 (I & II)` is `aime-2024-i-ii`. Letters of other scripts have no place in
 * it, so a name of nothing else is `set`.
 */
export function setIdFor(name: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '')
  return id === '' ? 'set' : id
}
