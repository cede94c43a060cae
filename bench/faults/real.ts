import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMMANDS } from './refusals.ts'
import { faultOf, lossIn, run, type Taken } from './try-refusal.ts'

/** Makes a copy of the prepared folder refuse, and undoes it. */
interface RealRefusal {
  readonly name: string
  readonly needsRoot: boolean
  /** Fills `folder` with what is prepared, so that the system refuses what comes next. */
  set(prepared: string, folder: string): void
  /** Ends the refusal: what is left in the folder can be read and written again. */
  lift(folder: string): void
  /** The shell line a command is started by. */
  readonly limit?: string
  /** What a command says that fails of it. */
  readonly told: RegExp
}

const REAL: readonly RealRefusal[] = [
  {
    name: 'a full disk (tmpfs)',
    needsRoot: true,
    told: /is full/,
    set(prepared, folder) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder])
      cpSync(prepared, folder, { recursive: true })
      const { bavail, bsize } = statfsSync(folder)
      // Two pages are left: enough to open the store, too little to do anything with it.
      writeFileSync(join(folder, 'filler'), Buffer.alloc((bavail - 2) * bsize))
    },
    lift(folder) {
      rmSync(join(folder, 'filler'))
    }
  },
  {
    name: 'a read-only mount',
    needsRoot: true,
    told: /read-only/,
    set(prepared, folder) {
      cpSync(prepared, folder, { recursive: true })
      execFileSync('mount', ['--bind', folder, folder])
      execFileSync('mount', ['-o', 'remount,bind,ro', folder])
    },
    lift(folder) {
      execFileSync('umount', [folder])
    }
  },
  // With fewer than 22 Node itself does not come to read a program.
  ...[40, 28, 25, 22].map((files) => ({
    name: `${files} open files (ulimit -n)`,
    needsRoot: false,
    told: /Too many files are open/,
    set(prepared: string, folder: string) {
      cpSync(prepared, folder, { recursive: true })
    },
    lift() {},
    limit: `ulimit -n ${files}; exec "$@"`
  }))
]

/** A command where the system itself refuses. */
export interface RealTry {
  readonly kind: string
  readonly command: readonly string[]
  readonly take: (prepared: string) => Promise<Taken>
}

/**
 * Goes on in a mount namespace of its own where that is possible: whatever ends these processes, their mounts end with
 * them. The process stays the same.
 */
export function keepMountsApart(): void {
  if (process.getuid?.() !== 0 || process.env.TANDEM_MOUNTS_APART === '1') return
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' })
  } catch {
    console.log('unshare is not possible here: mounts stay where this is killed')
    return
  }
  const unshare = execFileSync('which', ['unshare']).toString().trim()
  const again = ['unshare', '--mount', process.execPath, ...process.argv.slice(1)]
  process.execve?.(unshare, again, { ...process.env, TANDEM_MOUNTS_APART: '1' })
}

/** Every command under every such refusal; what needs root is skipped aloud for others. */
export function realTries(): RealTry[] {
  const isRoot = process.getuid?.() === 0
  return REAL.flatMap((real) => {
    if (!real.needsRoot || isRoot) {
      return COMMANDS.map((command) => ({
        kind: real.name,
        command,
        take: (prepared: string) => tryOne(prepared, command, real)
      }))
    }
    console.log(`skipped, since only root can mount: ${real.name}`)
    return []
  })
}

async function tryOne(
  prepared: string,
  command: readonly string[],
  real: RealRefusal
): Promise<Taken> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-fault-'))
  try {
    real.set(prepared, folder)
    const taken = await run(folder, command, null, real.limit)
    real.lift(folder)
    return { ...taken, fault: faultOf(taken) ?? mistold(taken, real.told) ?? lossIn(folder) }
  } finally {
    // A folder is mounted on where `lift` did not end that, or was not come to.
    if (real.needsRoot) unmount(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Nothing else goes wrong with these commands but that the run is in the store already. */
function mistold({ code, said }: Omit<Taken, 'fault'>, told: RegExp): string | null {
  // What a terminal is told may be broken over lines anywhere.
  const words = said.replace(/\s+/g, ' ')
  const isTold = code === 0 || told.test(words) || /is in the store already/.test(words)
  return isTold ? null : 'it told another cause'
}

function unmount(folder: string): void {
  try {
    execFileSync('umount', [folder], { stdio: 'ignore' })
  } catch {
    // It is not mounted any more.
  }
}
