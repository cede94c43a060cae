import type Sqlite from 'better-sqlite3'

/** Marks the file as Tandem's: "TNDM". */
export const APPLICATION_ID = 0x544e_444d

/** An open store. Each table's functions take it as their first argument. */
export type Database = Sqlite.Database

const statements = new WeakMap<Database, Map<string, Sqlite.Statement<unknown[], unknown>>>()

/** Prepares a statement once for each open store, so that a row written often costs no parsing. */
export function prepared<Parameters extends unknown[] | object, Row = unknown>(
  database: Database,
  text: string
): Sqlite.Statement<Parameters extends unknown[] ? Parameters : [Parameters], Row> {
  const known = statements.get(database) ?? new Map<string, Sqlite.Statement<unknown[], unknown>>()
  statements.set(database, known)
  const statement = known.get(text) ?? database.prepare<unknown[], unknown>(text)
  known.set(text, statement)
  return statement as never
}
