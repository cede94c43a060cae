import { fileURLToPath } from 'node:url'

/** What the system refuses to a command. */
export interface Refusal {
  readonly on: 'read' | 'write' | 'flush' | 'rename' | 'sqlite'
  readonly code: string
  /** The first call that is refused, counted from 1. */
  readonly from: number
  /** Folders below which files are refused. */
  readonly below: readonly string[]
}

const READ_CODES = ['EACCES', 'EIO', 'EMFILE', 'ENOENT', 'ESTALE', 'ENOMEM']
const WRITE_CODES = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO', 'EMFILE']
const SQLITE_CODES = [
  'SQLITE_FULL',
  'SQLITE_IOERR_READ',
  'SQLITE_IOERR_WRITE',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
  'SQLITE_BUSY',
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
  'SQLITE_NOMEM'
]
const FLUSH_CODES = ['EIO', 'ENOSPC', 'EDQUOT']
const RENAME_CODES = ['ENOSPC', 'EPERM', 'EBUSY']
/** Rare ones, once each. */
const RARE_CODES = ['EINTR', 'ENAMETOOLONG', 'ENOTSUP']
/** Early and late in a command: opening, reading, writing. */
const FROM = [1, 3, 8, 20]

/** Every refusal there is. */
export const REFUSALS: readonly Omit<Refusal, 'below'>[] = [
  ...combinations('read', READ_CODES, FROM.slice(0, 2)),
  ...combinations('write', WRITE_CODES, FROM.slice(0, 2)),
  ...combinations('flush', FLUSH_CODES, [1]),
  ...combinations('rename', RENAME_CODES, [1]),
  ...combinations('read', RARE_CODES.slice(0, 2), [1]),
  ...combinations('write', RARE_CODES, [1]),
  ...combinations('sqlite', SQLITE_CODES, FROM)
]

function combinations(
  on: Refusal['on'],
  codes: readonly string[],
  froms: readonly number[]
): Omit<Refusal, 'below'>[] {
  return codes.flatMap((code) => froms.map((from) => ({ on, code, from })))
}

/** What stands in a command for the bundled draft, wherever the program lies. */
export const DRAFT = 'DRAFT'
export const BUNDLED_DRAFT = fileURLToPath(
  new URL('../../resources/models/tandem-school-draft.F16.gguf', import.meta.url)
)

/** Every command that reads or writes, with what it is given. `FILES` stands for a folder with a file of each kind. */
export const COMMANDS: readonly (readonly string[])[] = [
  ['runs'],
  ['runs', '--search', 'apples'],
  ['show', 'latest'],
  ['show', 'latest', '--attempt', '1'],
  ['show', 'latest', '--attempt', '1', '--timeline'],
  ['show', 'latest', '--outcome', 'right'],
  ['star', 'latest'],
  ['queue'],
  ['leaderboard'],
  ['review', 'latest', '--json'],
  ['fork', '1', '--step', '1.1', '--text', 'Then it is 4.'],
  ['doctor'],
  ['report', 'latest'],
  ['report', 'latest', '--charts', 'FILES/charts'],
  ['compare', 'latest', 'latest'],
  ['regrade', 'latest', '--policy', 'strict'],
  ['verdict', 'latest', 'school-001', 'right', '--method', 'baseline', '--note', 'seen'],
  ['tag', 'latest', 'x'],
  ['note', 'latest', 'x'],
  ['delete', 'latest'],
  ['export', 'latest', '--output', 'FILES/out.html', '--format', 'html'],
  ['export', 'latest'],
  ['import-run', 'FILES/run.json'],
  ['sets', 'list'],
  ['sets', 'show', 'school'],
  ['sets', 'import', 'FILES/set.jsonl', '--name', 'mine'],
  ['grade', 'FILES/grades.jsonl'],
  ['methods'],
  ['models', 'list'],
  ['models', 'info', DRAFT],
  ['models', 'pairs'],
  ['backup'],
  ['restore'],
  ['restore', 'latest'],
  ['store', 'check'],
  ['store', 'vacuum'],
  ['store', 'recover'],
  ['store', 'acknowledge'],
  ['solve', '--file', 'FILES/problem.txt', '--method', 'baseline', '--max-tokens', '40'],
  ['bench', 'school', '--limit', '1', '--methods', 'baseline']
]
