/** A terminal narrower than this cannot show a path; such sizes come from terminals that do not know theirs. */
const NARROWEST = 20
const USUAL = { columns: 80, rows: 24 } as const

/**
 * Columns and rows of a terminal. Some say 0 (a container without a size, a serial line) or 1: then what terminals
 * usually have.
 */
export function terminalSize(stream: Partial<Pick<NodeJS.WriteStream, 'columns' | 'rows'>>): {
  readonly columns: number
  readonly rows: number
} {
  const { columns = 0, rows = 0 } = stream
  return {
    columns: columns < NARROWEST ? USUAL.columns : columns,
    rows: rows < 2 ? USUAL.rows : rows
  }
}

/** Whether what was written can be gone back over; a dumb terminal only goes on. */
export function canRedraw(
  { isTTY }: Pick<NodeJS.WriteStream, 'isTTY'>,
  { TERM }: NodeJS.ProcessEnv = process.env
): boolean {
  return isTTY && TERM !== 'dumb'
}

/** Columns within which what is printed is kept; what another program reads keeps a line a fact. */
export function outputColumns(out: NodeJS.WriteStream = process.stdout): number {
  return out.isTTY ? terminalSize(out).columns : Infinity
}
