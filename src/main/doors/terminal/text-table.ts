import type { Style } from './style.ts'
import { pad } from './wrap.ts'

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
      .join('  ')
      .trimEnd()
  }
  return [style.bold(line(header)), ...rows.map(line)]
}
