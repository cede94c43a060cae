import type { Database } from '../sql.ts'
import type { Cell, Value } from './cells.ts'

/** What the rows of a table look like in a page. */
export interface Shape {
  readonly table: string
  /** Whether it is kept as an index is: the key's columns first, no row ids. */
  readonly withoutRowId: boolean
  /** In the order in which a page holds them. */
  readonly columns: readonly Column[]
}

interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  /** Kept as the row's id, with nothing in its place. */
  readonly isRowId: boolean
}

interface ColumnInfo {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly pk: number
}

/** The tables of a sound store that hold something; indices for searching are made anew from them. */
export function shapesOf(database: Database): Shape[] {
  const tables = database.pragma('table_list') as { name: string; type: string; wr: number }[]
  return tables
    .filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'))
    .map(({ name, wr }) => {
      const infos = database.pragma(`table_info(${name})`) as ColumnInfo[]
      return { table: name, withoutRowId: wr === 1, columns: columnsOf(infos, wr === 1) }
    })
}

function columnsOf(infos: readonly ColumnInfo[], withoutRowId: boolean): Column[] {
  const keys = infos.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
  const ordered = withoutRowId ? [...keys, ...infos.filter(({ pk }) => pk === 0)] : infos
  return ordered.map(({ name, type, notnull, pk }) => {
    const isRowId = !withoutRowId && pk > 0 && keys.length === 1 && type === 'INTEGER'
    return { name, type, nullable: notnull === 0 && pk === 0, isRowId }
  })
}

/** The row that a cell is, by column; null where it is none of this table. Columns of later migrations may lack. */
export function rowOfCell({ rowId, values }: Cell, shape: Shape): Map<string, Value> | null {
  const { columns, withoutRowId } = shape
  if (withoutRowId !== (rowId === null) || values.length > columns.length) return null
  const row = new Map<string, Value>()
  for (const [index, { name, type, nullable, isRowId }] of columns.entries()) {
    const value = values[index]
    if (isRowId) {
      if (value !== null) return null
      row.set(name, rowId)
    } else if (value === undefined || value === null) {
      if (!nullable) return null
      if (value === null) row.set(name, null)
    } else {
      if (!fits(value, type)) return null
      row.set(name, value)
    }
  }
  return row
}

function fits(value: NonNullable<Value>, type: string): boolean {
  switch (type) {
    case 'TEXT':
      return typeof value === 'string'
    case 'BLOB':
      return Buffer.isBuffer(value)
    case 'INTEGER':
      return typeof value === 'bigint' || Number.isInteger(value)
    default:
      return typeof value === 'number' || typeof value === 'bigint'
  }
}
