import { statfsSync, statSync } from 'node:fs'
import { receiveMessageOnPort, MessageChannel, Worker } from 'node:worker_threads'
import { bytesText } from '../../bytes-text.ts'
import { UserError } from '../../user-error.ts'
import { backupFolder, backupPath, type BackupReason, removeUnfinished } from './backup-list.ts'
import { BEGUN, WAITING } from './backup-phase.ts'
import type { BackupOrder, BackupReply } from './backup-worker.ts'
import { makeFolder } from '../../make-folder.ts'

/** Left free on the disk of the backups. */
const SPARE_BYTES = 64 * 2 ** 20

/** Milliseconds in which a thread begins, also on a busy machine. */
const START_MS = 30_000

const program = new URL(
  import.meta.url.endsWith('.ts') ? './backup-worker.ts' : './backup-worker.js',
  import.meta.url
)

/**
 * Copies the store through SQLite's backup into the folder `backups` beside it, in a thread of its own: consistent
 * whoever writes meanwhile, and checked before it gets its name.
 *
 * @returns the path of the copy.
 * @throws UserError where the disk has no room for it, or the store is damaged.
 */
export async function backUp(store: string, now: Date, reason: BackupReason): Promise<string> {
  const order = orderOf(store, now, reason)
  const worker = new Worker(program, { workerData: order })
  // Ctrl-C ends the program, and its threads with it.
  const leave = () => {
    removeUnfinished(order.target)
  }
  process.once('exit', leave)
  try {
    const [reply] = await new Promise<[BackupReply]>((resolve, reject) => {
      worker.once('message', (message: BackupReply) => resolve([message]))
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The backup ended without a word')))
    })
    return finished(order, reply)
  } finally {
    process.off('exit', leave)
  }
}

/** As `backUp`, for what must not go on before it is done: a change of the store's format. */
export function backUpNow(store: string, now: Date, reason: BackupReason): string {
  const { port1, port2 } = new MessageChannel()
  const done = new Int32Array(new SharedArrayBuffer(4))
  const order = { ...orderOf(store, now, reason), port: port2, done }
  const worker = new Worker(program, { workerData: order, transferList: [port2] })
  worker.unref()
  // What goes wrong later comes as a reply. What the system refuses to start is told by the clock alone: this thread
  // waits, and hears no event.
  worker.on('error', () => undefined)
  if (Atomics.wait(done, 0, WAITING, START_MS) === 'timed-out') {
    throw new UserError(
      `The store could not be backed up before its format is updated: no thread began it within ${START_MS / 1000} seconds.`,
      'Nothing was changed. Close other programs, or allow more open files (ulimit -n 4096), and try again.'
    )
  }
  Atomics.wait(done, 0, BEGUN)
  const received = receiveMessageOnPort(port1) as { readonly message: BackupReply }
  port1.close()
  return finished(order, received.message)
}

function orderOf(store: string, now: Date, reason: BackupReason): BackupOrder {
  const folder = backupFolder(store)
  makeFolder(folder)
  const { bavail, bsize } = statfsSync(folder)
  const needed =
    statSync(store).size + (statSync(`${store}-wal`, { throwIfNoEntry: false })?.size ?? 0)
  if (needed + SPARE_BYTES > bavail * bsize) {
    throw new UserError(
      `There is no room for a backup of the store: it needs ${bytesText(needed)}.`,
      `Make room on the disk that holds ${folder}.`
    )
  }
  return { store, target: backupPath(store, now, reason), givesWay: reason === 'daily' }
}

function finished({ target }: BackupOrder, reply: BackupReply): string {
  if (reply.refusal === null) return target
  removeUnfinished(target)
  throw new UserError(reply.refusal.message, reply.refusal.hint)
}
