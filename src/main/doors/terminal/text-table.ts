import type { Style } from './style.ts'
import { pad } from './wrap.ts'

/** Spaces between two columns. */
const GAP = 2

/** Rows under a header, in columns as wide as their widest cell; figures stand to the right. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style
): string[] {
  const columns = header.map((title, index) => {
    const cells = rows.map((row) => row[index] ?? '')
    return {
      width: Math.max(title.length, ...cells.map(({ length }) => length)),
      figures: index > 0 && cells.every((cell) => /^([-+]?\d|$)/.test(cell))
    }
  })
  function line(cells: readonly string[]): string {
    return columns
      .map(({ width, figures }, index) => {
        const cell = cells[index] ?? ''
        return figures ? cell.padStart(width) : pad(cell, width)
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
  const widths = header.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length))
  )
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
