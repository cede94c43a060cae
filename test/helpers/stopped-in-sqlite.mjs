import { createRequire } from 'node:module'

/**
 * Preloaded into a program: the moment that SQLite is asked for what TANDEM_TEST_STOP_IN names, such as "pragma integrity_check"
 * or "transaction", in a process that the program started, the program gets a Ctrl-C, and SQLite takes a minute.
 */

const [, name, first] = /^(\S+)(?: (.*))?$/.exec(process.env.TANDEM_TEST_STOP_IN)
const MINUTE_MS = 60_000

if (process.send !== undefined) {
  const { prototype } = createRequire(import.meta.url)('better-sqlite3')
  const called = prototype[name]
  prototype[name] = function (...given) {
    if (first === undefined || given[0] === first) {
      process.kill(process.ppid, 'SIGINT')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MINUTE_MS)
    }
    return called.apply(this, given)
  }
}
