/** The next of a list that is wanted, behind a place and round to it again; from -1 on the first. Null where none is. */
export function nextAround<T>(
  list: readonly T[],
  place: number,
  wanted: (one: T) => boolean
): T | null {
  const round = [...list.slice(place + 1), ...list.slice(0, place + 1)]
  return round.find(wanted) ?? null
}
