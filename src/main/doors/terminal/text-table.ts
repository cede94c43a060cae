import type { Style } from './style.ts'
import { ellipsis, pad, padBefore, visibleWidth } from './wrap.ts'

/** Spaces between two columns. */
const GAP = 2

/** Rows under a header, in columns as wide as their widest cell; figures stand to the right. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style
): string[] {
  const columns = widthsOf(header, rows).map((width, index) => ({
    width,
    figures: index > 0 && rows.every((row) => /^([-+]?\d|$)/.test(row[index] ?? ''))
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
  return [style.bold(line(header)), ...rows.map(line)]
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
const LEAST = 12

/**
 * The rows with their texts cut so far that a table of them keeps within so many columns, if that is far enough.
 *
 * @param flexible which columns hold texts that may be cut; the widest gives way first
 */
export function squeezed(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  flexible: readonly number[],
  columns: number
): readonly (readonly string[])[] {
  const widths = widthsOf(header, rows)
  let excess = widths.reduce((sum, width) => sum + width + GAP, -GAP) - columns
  if (!(excess > 0)) return rows
  while (excess > 0) {
    const widest = flexible.reduce((most, index) => (widths[index]! > widths[most]! ? index : most))
    if (widths[widest]! <= Math.max(LEAST, visibleWidth(header[widest]!))) break
    widths[widest]! -= 1
    excess -= 1
  }
  return rows.map((row) =>
    row.map((cell, index) => (flexible.includes(index) ? ellipsis(cell, widths[index]!) : cell))
  )
}

/** Of each column, its title included. */
function widthsOf(header: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return header.map((title, index) =>
    rows.reduce((most, row) => Math.max(most, visibleWidth(row[index] ?? '')), visibleWidth(title))
  )
}
