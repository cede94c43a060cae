/**
 * Loaded before the program (`node --import`): makes the system refuse. TANDEM_REFUSE says what, as JSON: the code,
 * which calls (`read`, `write` or `sqlite`), from which of them on, and below which folders.
 */
import type BetterSqlite from 'better-sqlite3'
import fs from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import type { Refusal } from './refusals.ts'

/** Functions for files, by what of them is refused. Opening a file is a read or a write, by what it is opened for. */
const CALLS: Readonly<Record<Refusal['on'], readonly string[]>> = {
  read: ['open', 'readFileSync', 'readFile', 'readdirSync', 'readdir', 'readSync', 'opendirSync'],
  write: [
    'writeSync',
    'writeFileSync',
    'writeFile',
    'write',
    'mkdirSync',
    'mkdir',
    'renameSync',
    'rename',
    'linkSync',
    'copyFileSync',
    'chmodSync',
    'rmSync',
    'rm',
    'fsyncSync',
    'mkdtemp'
  ],
  // A disk that takes everything and says only at the end that it could not keep it.
  flush: ['fsyncSync', 'fsync', 'closeSync'],
  rename: ['renameSync', 'rename', 'linkSync'],
  sqlite: []
}

const refusal = JSON.parse(process.env.TANDEM_REFUSE ?? 'null') as Refusal | null
const opened = new Set<number>()
let calls = 0

if (refusal && refusal.on === 'sqlite') refuseInSqlite(refusal)
else if (refusal) refuseInFiles(refusal)

function refuseInFiles({ on, code, from, below }: Refusal): void {
  function concerns(target: unknown): boolean {
    if (typeof target === 'number') return opened.has(target)
    const path = target instanceof URL ? target.pathname : String(target)
    return below.some((folder) => path.startsWith(folder))
  }
  function refused(target: unknown, syscall: string): Error | null {
    if (!concerns(target)) return null
    calls += 1
    if (calls < from) return null
    const path = typeof target === 'number' ? undefined : String(target)
    return Object.assign(new Error(`${code}: refused, ${syscall} '${path ?? 'a handle'}'`), {
      code,
      syscall,
      path
    })
  }
  const { openSync } = fs
  fs.openSync = (path, flags, mode) => {
    const isWrite = typeof flags === 'string' && /[wa+]/.test(flags)
    const error = on === (isWrite ? 'write' : 'read') ? refused(path, 'open') : null
    if (error) throw error
    const handle = openSync(path, flags, mode)
    if (concerns(path)) opened.add(handle)
    return handle
  }
  const names = CALLS[on]
  for (const name of names) {
    wrap(fs as never, name, name.endsWith('Sync') ? 'throws' : 'calls back')
    wrap(fs.promises as never, name, 'rejects')
  }
  syncBuiltinESMExports()

  type Call = (...parameters: unknown[]) => unknown
  function wrap(
    module: Record<string, Call | undefined>,
    name: string,
    how: 'throws' | 'rejects' | 'calls back'
  ): void {
    const original = module[name]
    if (!original) return
    module[name] = (...parameters) => {
      const error = refused(parameters[0], name.replace('Sync', ''))
      if (!error) return original.apply(module, parameters)
      // What is closed with an error is closed all the same.
      if (name === 'closeSync') original.apply(module, parameters)
      if (how === 'throws') throw error
      if (how === 'rejects') return Promise.reject(error)
      const callback = parameters.at(-1) as (error: Error) => void
      process.nextTick(() => callback(error))
      return undefined
    }
  }
}

function refuseInSqlite({ code, from }: Refusal): void {
  const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
  const memory = new Sqlite(':memory:')
  const statement = Object.getPrototypeOf(memory.prepare('SELECT 1')) as object
  memory.close()
  for (const [prototype, names] of [
    [statement, ['run', 'get', 'all', 'iterate']],
    [Sqlite.prototype as object, ['exec', 'pragma', 'prepare']]
  ] as const) {
    for (const name of names) {
      const calls_ = prototype as Record<string, (...parameters: unknown[]) => unknown>
      const original = calls_[name]!
      calls_[name] = function (...parameters) {
        calls += 1
        // Once: what comes after, such as setting a damaged store aside, meets a disk that works again.
        if (calls === from && isMainThread) throw new Sqlite.SqliteError(`refused: ${code}`, code)
        return original.apply(this, parameters)
      }
    }
  }
}
