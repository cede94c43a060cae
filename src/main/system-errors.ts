import { accessSync, constants, type Dir, existsSync, opendirSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { isNewerOpen, OpenForReadingOnly } from './store/open-for-reading.ts'
import { UserError } from './user-error.ts'

/** What the system refused, and what a person can do about it. */
interface Refusal {
  readonly message: (place: string) => string
  readonly hint: string | null
}

const ELSEWHERE = 'or choose another data folder with --data-dir'
const FULL: Refusal = {
  message: (place) => `The disk that holds ${place} is full.`,
  hint: `Everything that was finished is stored. Free some space and do it again, ${ELSEWHERE}.`
}
const FORBIDDEN: Refusal = {
  message: (place) => `${place} may not be read or written by you.`,
  hint: `Change the rights of the file or its folder, ${ELSEWHERE}.`
}
const READ_ONLY: Refusal = {
  message: (place) => `${place} cannot be written: it is read-only.`,
  hint: `Make it writable, ${ELSEWHERE}.`
}
const FAULTY_DISK: Refusal = {
  message: (place) => `The disk reports an error at ${place}.`,
  hint: 'Copy what matters to another disk, and check this one.'
}
const TOO_MANY_FILES: Refusal = {
  message: (place) => `Too many files are open to open ${place}.`,
  hint: 'Close other programs, or allow more: ulimit -n 4096'
}
const NO_PROCESS: Refusal = {
  message: () => 'The system starts no more processes and threads.',
  hint: 'Close other programs, or allow more: ulimit -u'
}
const MISSING: Refusal = {
  message: (place) => `There is no file ${place}.`,
  hint: null
}
const AWAY: Refusal = {
  message: (place) => `The disk that holds ${place} does not answer.`,
  hint: 'Check its connection.'
}
const IN_USE: Refusal = {
  message: (place) => `Another program keeps ${place} busy.`,
  hint: 'Wait for it or close it, and do it again.'
}
const NO_MEMORY: Refusal = {
  message: () => 'The memory is full.',
  hint: 'Close other programs and do it again.'
}
const IMPOSSIBLE: Refusal = {
  message: (place) => `The system cannot do this with ${place}.`,
  hint: 'Name an ordinary file on an ordinary disk.'
}
/** What to do about a damaged store. */
export const DAMAGE_ADVICE =
  'Save what can be read of it with: tandem store recover. Go back to a backup with: tandem restore'

const DAMAGED: Refusal = {
  message: (place) => `${place} is damaged.`,
  hint: DAMAGE_ADVICE
}

/** What SQLite reports without the reason that the system gave it. */
const WITHOUT_REASON = /^SQLITE_(CANTOPEN|READONLY|IOERR(?!_WRITE))/
/** A store is opened with its log, the log's index and its folder. */
const HANDLES_OF_A_STORE = 4
/** A disk with less left has no room for the smallest change of the store. */
const LEAST_BYTES = 64 * 1024

/** By the code of Node or, without what follows the second underscore, of SQLite. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: FULL,
  SQLITE_FULL: FULL,
  SQLITE_IOERR_WRITE: FULL,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  SQLITE_PERM: FORBIDDEN,
  SQLITE_AUTH: FORBIDDEN,
  SQLITE_CANTOPEN: {
    message: (place) => `${place} cannot be opened.`,
    hint: `Check that its folder is there and that you may write in it, ${ELSEWHERE}.`
  },
  EROFS: READ_ONLY,
  SQLITE_READONLY: READ_ONLY,
  EIO: FAULTY_DISK,
  ENXIO: FAULTY_DISK,
  ENODEV: FAULTY_DISK,
  SQLITE_IOERR: FAULTY_DISK,
  EMFILE: TOO_MANY_FILES,
  ENFILE: TOO_MANY_FILES,
  NO_PROCESS,
  ENOENT: MISSING,
  ENOTDIR: {
    message: (place) => `${place} cannot be reached: a part of its path is a file and no folder.`,
    hint: `Move that file away, ${ELSEWHERE}.`
  },
  EISDIR: {
    message: (place) => `${place} is a folder, and a file was expected.`,
    hint: 'Name a file.'
  },
  EEXIST: {
    message: (place) => `${place} exists already.`,
    hint: 'Move it away, or choose another name.'
  },
  NO_FOLDER: {
    message: (place) => `${place} is a file, and a folder was expected.`,
    hint: `Move that file away, ${ELSEWHERE}.`
  },
  ENOTEMPTY: {
    message: (place) => `${place} is not empty.`,
    hint: 'Move away what is in it.'
  },
  ENAMETOOLONG: {
    message: (place) => `The path ${place} is too long for this system.`,
    hint: `Use shorter names, ${ELSEWHERE}.`
  },
  ELOOP: {
    message: (place) => `${place} is a link that leads back to itself.`,
    hint: 'Make it point to a file or a folder.'
  },
  EXDEV: {
    message: (place) => `${place} is on another disk.`,
    hint: 'Choose a place on the same disk.'
  },
  EINTR: {
    message: (place) => `A call of the system to ${place} was cut off.`,
    hint: 'Do it again.'
  },
  EILSEQ: {
    message: (place) => `The disk takes no such name: ${place}.`,
    hint: `Use other names, ${ELSEWHERE}.`
  },
  EMLINK: IMPOSSIBLE,
  ENOTSUP: IMPOSSIBLE,
  EOPNOTSUPP: IMPOSSIBLE,
  ENOSYS: IMPOSSIBLE,
  EINVAL: IMPOSSIBLE,
  EBUSY: IN_USE,
  ETXTBSY: IN_USE,
  EAGAIN: IN_USE,
  SQLITE_BUSY: IN_USE,
  SQLITE_LOCKED: IN_USE,
  SQLITE_PROTOCOL: IN_USE,
  ETIMEDOUT: AWAY,
  ESTALE: AWAY,
  ENOTCONN: AWAY,
  ENOMEM: NO_MEMORY,
  SQLITE_NOMEM: NO_MEMORY,
  SQLITE_TOOBIG: {
    message: () => 'Something is too long for the store: a text may have a thousand million bytes.',
    hint: 'Divide it.'
  },
  SQLITE_CORRUPT: DAMAGED,
  SQLITE_NOTADB: DAMAGED
}

/**
 * The one place that says what an error of the system means: of Node's file functions, and of SQLite. A `UserError`
 * comes back as it is.
 *
 * @param store the path of the store that SQLite's errors are about, since they do not name it.
 * @returns null for what is none of these: a fault of the program, or of a service that has words of its own.
 */
export function asUserError(error: unknown, store?: string): UserError | null {
  if (error instanceof UserError) return error
  const code = codeOf(error)
  const refusal = code === null ? null : refusalOf(reasonOf(error as Error, code, store))
  if (code === null || !refusal) return null
  const place = code.startsWith('SQLITE_') ? (store ?? 'the store') : placeOf(error)
  const message = refusal.message(place)
  const said =
    code === 'SQLITE_READONLY' && isNewerOpen()
      ? new OpenForReadingOnly()
      : new UserError(message[0]!.toUpperCase() + message.slice(1), refusal.hint)
  said.cause = error
  return said
}

/** Does something with files whose refusals are told in words. */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asUserError(error) ?? error
  }
}

/** The code of an error of Node or SQLite: `ENOSPC`, `SQLITE_IOERR_WRITE`. */
export function codeOf(error: unknown): string | null {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : null
}

/** Whether nothing is at a path: no such file or folder, a folder that is a file, a name that cannot be. */
export function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? '')
}

/**
 * Whether what an error is about is not there for this user: absent, or in a folder that may not even be entered. Nothing can
 * be lost by going on without it, for nothing can be written there either.
 */
export function isOutOfReach(error: unknown): boolean {
  if (isAbsent(error)) return true
  const { path } = error as NodeJS.ErrnoException
  if (codeOf(error) !== 'EACCES' || path === undefined) return false
  try {
    accessSync(dirname(path), constants.X_OK)
    return false
  } catch {
    return true
  }
}

/** The code that says more than the one that an error has, where there is one. */
function reasonOf(error: Error, code: string, store?: string): string {
  if (store !== undefined && WITHOUT_REASON.test(code)) return refusedAt(store) ?? code
  const syscall = 'syscall' in error ? String(error.syscall) : ''
  if (code === 'EEXIST' && syscall === 'mkdir') return 'NO_FOLDER'
  const isStart = code === 'ERR_WORKER_INIT_FAILED' || syscall.startsWith('spawn')
  if (!isStart) return code
  const reason = /\bE[A-Z]+$/.exec(error.message)?.[0] ?? code
  return reason === 'EAGAIN' ? 'NO_PROCESS' : reason
}

/**
 * What the file system says against the place of a store now. The store itself is not opened: to close it again would
 * give up the locks that SQLite has on it.
 */
function refusedAt(store: string): string | null {
  const folder = dirname(store)
  try {
    const opened: Dir[] = []
    try {
      while (opened.length < HANDLES_OF_A_STORE) opened.push(opendirSync(folder))
    } finally {
      for (const handle of opened) handle.closeSync()
    }
    accessSync(folder, constants.W_OK)
    if (existsSync(store)) accessSync(store, constants.R_OK | constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < LEAST_BYTES ? 'ENOSPC' : null
  } catch (error) {
    // What is missing is not always what was asked for.
    return isAbsent(error) ? null : codeOf(error)
  }
}

/** SQLite's codes become more exact from the left to the right. */
function refusalOf(code: string): Refusal | null {
  if (Object.hasOwn(REFUSALS, code)) return REFUSALS[code]!
  const general = code.split('_').slice(0, 2).join('_')
  return code.startsWith('SQLITE_') && Object.hasOwn(REFUSALS, general) ? REFUSALS[general]! : null
}

function placeOf(error: unknown): string {
  const { path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string }
  return (dest ?? path ?? 'a file').replace(/\.\d+\.new$/, '')
}
