/** Steps of one attempt on paper: with tens of thousands the window would stand still before a page is printed. */
export const MOST_ON_PAPER = 1000

/** How many steps a path may have on paper: as many as it has, or an equal share of what the shorter paths leave. */
export function roomOnPaper(lengths: readonly number[]): number {
  let room = MOST_ON_PAPER
  const ascending = lengths.toSorted((a, b) => a - b)
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(room / (ascending.length - index))
    if (length > share) return share
    room -= length
  }
  return MOST_ON_PAPER
}

interface RowsOnPaper {
  readonly shown: readonly number[]
  /** How many of them come before those that are left out. */
  readonly beginning: number
  readonly leftOut: number
}

/** Which rows of a path go on paper: all, or those of its beginning and of its end. */
export function rowsOnPaper(rows: number, room: number): RowsOnPaper {
  const leftOut = Math.max(0, rows - room)
  const beginning = Math.ceil(room / 2)
  const shown = Array.from({ length: rows - leftOut }, (_, place) =>
    place < beginning ? place : place + leftOut
  )
  return { shown, beginning, leftOut }
}
