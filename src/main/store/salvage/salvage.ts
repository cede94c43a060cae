import { type Database, prepared } from '../sql.ts'
import { type Node, readNode, type Value } from './cells.ts'
import type { Pages } from './pages.ts'
import { rowOfCell, type Shape, shapesOf } from './shapes.ts'

/** Pages that a damaged file had, and those of them that are there. */
export interface PagesRead {
  readonly expected: number
  readonly there: number
}

const SCHEMA_PAGE = 1
const SCHEMA_COLUMNS = 5

/**
 * Copies the rows of a damaged database into a sound, empty one of the same schema, whose foreign keys are off. First
 * come those that are found from the root of their table down; then those of pages that nothing leads to any more,
 * which are told by what they look like.
 */
export function salvage(pages: Pages, into: Database): PagesRead {
  const shapes = shapesOf(into)
  const rowShapes = shapes.filter(({ withoutRowId }) => !withoutRowId)
  const insert = inserter(into)
  const seen = new Set<number>()

  function take({ cells }: Node, shape: Shape): void {
    for (const cell of cells) {
      const row = rowOfCell(cell, shape)
      if (row) insert(shape, row)
    }
  }

  /** Follows a tree from its root, and gives each of its nodes. */
  function* below(root: number): Generator<Node> {
    const open = [root]
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (seen.has(number)) continue
      seen.add(number)
      const node = readNode(pages, number)
      if (!node) continue
      open.push(...node.children)
      yield node
    }
  }

  const copy = into.transaction(() => {
    for (const { name, type, root } of roots(below(SCHEMA_PAGE))) {
      const expected = type === 'table' ? shapes.find(({ table }) => table === name) : undefined
      for (const node of below(root)) {
        // A disk that confuses its pages leaves those of one table in the tree of another.
        const shape = expected && isOf(node, expected) ? expected : shapeOf(node, rowShapes)
        if (shape) take(node, shape)
      }
    }
    const free = freePages(pages)
    for (let number = 1; number <= pages.expected; number++) {
      if (seen.has(number) || free.has(number)) continue
      const node = readNode(pages, number)
      const shape = node && shapeOf(node, shapes)
      if (shape) take(node, shape)
    }
  })
  copy()
  return { expected: pages.expected, there: countThere(pages) }
}

function isOf({ cells }: Node, shape: Shape): boolean {
  return cells.some((cell) => rowOfCell(cell, shape))
}

/** What the schema's table says of tables and indices. */
function* roots(
  nodes: Iterable<Node>
): Generator<{ readonly name: string; readonly type: string; readonly root: number }> {
  for (const { cells } of [...nodes]) {
    for (const { values } of cells) {
      const [type, name, , root] = values
      const isEntry = values.length === SCHEMA_COLUMNS && typeof root === 'number' && root > 0
      if (isEntry && typeof type === 'string' && typeof name === 'string') {
        yield { name, type, root }
      }
    }
  }
}

/** The only table whose rows all cells of a page could be; null where there is none, or more than one. */
function shapeOf({ kind, cells }: Node, shapes: readonly Shape[]): Shape | null {
  if (cells.length === 0) return null
  const fitting = shapes.filter(
    (shape) =>
      shape.withoutRowId === (kind === 'index') &&
      cells.every((cell) => cell.values.length === shape.columns.length && rowOfCell(cell, shape))
  )
  return fitting.length === 1 ? fitting[0]! : null
}

/** Pages that were given back hold rows that were removed (section 1.5 of the format). */
function freePages(pages: Pages): Set<number> {
  const free = new Set<number>()
  let trunk = pages.version === null ? 0 : (pages.page(1)?.readUInt32BE(32) ?? 0)
  while (trunk > 0 && !free.has(trunk)) {
    free.add(trunk)
    const page = pages.page(trunk)
    if (!page) break
    const count = Math.min(page.readUInt32BE(4), pages.usable / 4 - 2)
    for (let index = 0; index < count; index++) free.add(page.readUInt32BE(8 + 4 * index))
    trunk = page.readUInt32BE(0)
  }
  return free
}

function countThere(pages: Pages): number {
  let there = 0
  for (let number = 1; number <= pages.expected; number++) if (pages.page(number)) there += 1
  return there
}

/** Inserts a row where it fits: its types, checks and keys. A row that was read before stays. */
function inserter(database: Database): (shape: Shape, row: ReadonlyMap<string, Value>) => void {
  return ({ table }, row) => {
    const names = [...row.keys()]
    const insert = prepared<Value[]>(
      database,
      `INSERT OR IGNORE INTO ${table} (${names.map((name) => `"${name}"`).join(', ')})
       VALUES (${names.map(() => '?').join(', ')})`
    )
    try {
      insert.run(...row.values())
    } catch {
      // A row that the table refuses was damaged in a way that its page did not show.
    }
  }
}
