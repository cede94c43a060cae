import { chmodSync, lstatSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { isOwnInData } from './data-directory.ts'
import { namesIn } from './folder-names.ts'

const FOLDER = 0o700
const FILE = 0o600
/** Rights of the group and of everybody else. */
const OTHERS = 0o077

let usual: number | null = null

/**
 * What this process and its children make from now on is for its user alone: files 0600, folders 0700. Windows keeps
 * a user's folders private by itself.
 */
export function keepPrivate(): void {
  usual ??= process.umask(OTHERS)
}

/** Opens a file that the user asked for by name, such as an export, with the rights that new files usually get. */
export function openForOthers(path: string): number {
  const before = process.umask(usual ?? process.umask())
  try {
    return openSync(path, 'w')
  } finally {
    process.umask(before)
  }
}

/**
 * Takes the rights of others from a data folder that an earlier version left open. The folder itself is closed only
 * where nothing but Tandem's is in it: `--data-dir` may name a folder that others need.
 */
export function closeToOthers(data: string): void {
  const names = namesIn(data, 'empty')
  if (names.length > 0 && names.every(isOwnInData)) close(data)
  for (const name of names.filter(isOwnInData)) closeTree(join(data, name))
}

function closeTree(path: string): void {
  if (close(path) === 'folder')
    for (const name of namesIn(path, 'empty')) closeTree(join(path, name))
}

/** Neither follows links nor changes a file that has another name elsewhere, such as a model of another program. */
function close(path: string): 'folder' | 'other' {
  const found = lstatSync(path, { throwIfNoEntry: false })
  const isFolder = found?.isDirectory() ?? false
  if (found && (isFolder || (found.isFile() && found.nlink === 1)) && (found.mode & OTHERS) !== 0) {
    try {
      chmodSync(path, isFolder ? FOLDER : FILE)
    } catch {
      // Another user's file, or a disk without rights: there is nothing to close.
    }
  }
  return isFolder ? 'folder' : 'other'
}
