import { chmodSync, renameSync, rmSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { asUserError } from '../../system-errors.ts'
import { partOf } from './backup-list.ts'
import { BEGUN, DONE } from './backup-phase.ts'

/** What is to be copied where. */
export interface BackupOrder {
  readonly store: string
  readonly target: string
  /** Whether others come first: nobody waits for it. */
  readonly givesWay: boolean
}

/** Null where the copy is there. */
export interface BackupReply {
  readonly refusal: { readonly message: string; readonly hint: string | null } | null
}

/** Where the reply goes while the thread that asked waits for it without an event loop. */
interface Waiting {
  readonly port?: MessagePort
  readonly done?: Int32Array
}

/** Each page is read once: what SQLite would keep of them, 16 MB, stays with the heap of a thread when that has ended. */
const LITTLE_CACHE = 'cache_size = -1000'

/** All pages in one step: between steps a writer would make the backup begin again. */
const ALL_PAGES = 0x7fff_ffff

/** Of 20: how far a copy stands back where there is no processor for everybody. */
const GIVES_WAY = 10

const order = workerData as BackupOrder & Waiting
if (order.givesWay) giveWay()
enter(BEGUN)
const reply = await copy(order).then(() => ({ refusal: null }), refused)
;(order.port ?? parentPort!).postMessage(reply satisfies BackupReply)
enter(DONE)

/** Only Linux knows a priority of this thread alone; elsewhere it would be the program's. */
function giveWay(): void {
  if (process.platform !== 'linux') return
  setPriority(Math.min(getPriority() + GIVES_WAY, constants.priority.PRIORITY_LOW))
}

function enter(phase: number): void {
  if (!order.done) return
  Atomics.store(order.done, 0, phase)
  Atomics.notify(order.done, 0)
}

async function copy({ store, target }: BackupOrder): Promise<void> {
  const part = partOf(target)
  rmSync(part, { force: true })
  const source = new Sqlite(store, { readonly: true, fileMustExist: true })
  try {
    source.pragma('busy_timeout = 5000')
    source.pragma(LITTLE_CACHE)
    await source.backup(part, { progress: () => ALL_PAGES })
  } finally {
    source.close()
  }
  check(part)
  chmodSync(part, 0o600)
  renameSync(part, target)
}

/** A copy of a damaged store is damaged too, and must not push out sound ones. */
function check(path: string): void {
  const copied = new Sqlite(path)
  try {
    copied.pragma(LITTLE_CACHE)
    // One file, with no log beside it.
    copied.pragma('journal_mode = DELETE')
    const [first] = copied.pragma('quick_check(1)') as { quick_check: string }[]
    if (first?.quick_check !== 'ok') {
      throw Object.assign(new Error(first?.quick_check), { code: 'SQLITE_CORRUPT' })
    }
  } finally {
    copied.close()
  }
}

function refused(error: unknown): BackupReply {
  const refusal = asUserError(error, order.store)
  const said = error instanceof Error ? error.message : String(error)
  return {
    refusal: {
      message: `The store could not be backed up. ${refusal?.message ?? said}`,
      hint: refusal?.hint ?? null
    }
  }
}
