import type { Style } from './style.ts'
import { ellipsis, oneLine, pad, padBefore, visibleWidth } from './wrap.ts'

/** Spaces between two columns. */
export const GAP = 2

/**
 * Rows under a header, in columns as wide as their widest cell; figures stand to the right. A cell is one line, whatever is in
 * it: names and answers could else forge rows.
 */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style
): string[] {
  const told = rows.map((row) => row.map(oneLine))
  const columns = widthsOf(header, told).map((width, index) => ({
    width,
    figures: index > 0 && told.every((row) => /^([-+]?\d|$)/.test(row[index] ?? ''))
  }))
  function line(cells: readonly string[]): string {
    return columns
      .map(({ width, figures }, index) => {
        const cell = cells[index] ?? ''
        return figures ? padBefore(cell, width) : pad(cell, width)
      })
      .join(' '.repeat(GAP))
      .trimEnd()
  }
  return [style.bold(line(header)), ...told.map(line)]
}

/**
 * The same within so many columns: what does not fit beside each other stands below each other, each part with the first
 * column. A single column that is wider stays as it is.
 */
export function fittedTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
  columns: number
): string[] {
  const widths = widthsOf(header, rows)
  const parts: number[][] = []
  let width = 0
  for (const [index, own] of widths.entries()) {
    if (index === 0) continue
    const part = parts.at(-1)
    if (part && width + GAP + own <= columns) {
      part.push(index)
      width += GAP + own
    } else {
      parts.push([0, index])
      width = widths[0]! + GAP + own
    }
  }
  if (parts.length <= 1) return textTable(header, rows, style)
  return parts.flatMap((part, index) => [
    ...(index > 0 ? [''] : []),
    ...textTable(
      part.map((column) => header[column]!),
      rows.map((row) => part.map((column) => row[column] ?? '')),
      style
    )
  ])
}

/** What a text keeps of itself where it is cut off. */
const LEAST = 8

/** How a table gives way to a narrow terminal. */
interface Narrowing {
  /** Within which it is kept, if that is possible. */
  readonly columns: number
  /** Columns of texts that may be cut; the widest gives way first. */
  readonly flexible: readonly number[]
  /** Columns that are left out where cutting is not enough, the first of them first. */
  readonly spare: readonly number[]
}

/** A table whose texts are cut, and whose spare columns are left out, as far as a narrow terminal asks for it. */
export function squeezedTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
  { columns, flexible, spare }: Narrowing
): string[] {
  const widths = widthsOf(header, rows)
  const least = widths.map((width, index) =>
    flexible.includes(index) ? Math.min(width, LEAST) : width
  )
  let kept = widths.map((_, index) => index)
  for (const index of spare) {
    if (total(kept, least) <= columns) break
    kept = kept.filter((one) => one !== index)
  }
  const cut = kept.filter((index) => flexible.includes(index))
  for (let excess = total(kept, widths) - columns; excess > 0 && cut.length > 0; excess--) {
    const widest = cut.reduce((most, index) => (widths[index]! > widths[most]! ? index : most))
    if (widths[widest]! <= LEAST) break
    widths[widest]! -= 1
  }
  const fitting = (cells: readonly string[]) =>
    kept.map((index) => {
      const cell = cells[index] ?? ''
      return cut.includes(index) ? ellipsis(cell, widths[index]!) : cell
    })
  return textTable(fitting(header), rows.map(fitting), style)
}

function total(kept: readonly number[], widths: readonly number[]): number {
  return kept.reduce((sum, index) => sum + widths[index]! + GAP, -GAP)
}

/** Of each column, its title included. */
function widthsOf(header: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return header.map((title, index) =>
    rows.reduce((most, row) => Math.max(most, visibleWidth(row[index] ?? '')), visibleWidth(title))
  )
}
