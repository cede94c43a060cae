import type { Migration } from '../migrate.ts'

/**
 * Full-text indices. They hold no text of their own, only where each word stands; triggers keep them in step with
 * the tables. Short prefixes have an index, since without one a prefix collects every row of every word it begins.
 */
export const search: Migration = {
  version: 20,
  up(database) {
    for (const { table, columns } of [
      { table: 'problems', columns: ['text'] },
      { table: 'attempts', columns: ['answer'] },
      { table: 'steps', columns: ['text', 'rejected_text'] }
    ]) {
      const list = columns.join(', ')
      const old = columns.map((column) => `old.${column}`).join(', ')
      const fresh = columns.map((column) => `new.${column}`).join(', ')
      const remove = `INSERT INTO ${table}_words (${table}_words, rowid, ${list}) VALUES ('delete', old.key, ${old});`
      const add = `INSERT INTO ${table}_words (rowid, ${list}) VALUES (new.key, ${fresh});`
      database.exec(`
        CREATE VIRTUAL TABLE ${table}_words USING fts5 (
          ${list}, content = '${table}', content_rowid = 'key',
          tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6'
        );
        CREATE TRIGGER ${table}_added AFTER INSERT ON ${table} BEGIN ${add} END;
        CREATE TRIGGER ${table}_changed AFTER UPDATE OF ${list} ON ${table} BEGIN ${remove} ${add} END;
        CREATE TRIGGER ${table}_removed AFTER DELETE ON ${table} BEGIN ${remove} END;
        INSERT INTO ${table}_words (${table}_words) VALUES ('rebuild');
      `)
    }
  }
}
