import { execFileSync } from 'node:child_process'
import { root } from './parts.ts'

/** Branches that changes are compared with, the first that is there. */
const MAIN = ['origin/main', 'main', 'HEAD']

function git(...parameters: string[]): string {
  return execFileSync('git', parameters, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  })
}

/** The commit from which the work at hand went off the main branch. */
export function mergeBase(): string {
  for (const branch of MAIN) {
    try {
      return git('merge-base', 'HEAD', branch).trim()
    } catch {
      // There is no such branch here.
    }
  }
  throw new Error('This is no git checkout with a commit: nothing tells what has changed.')
}

/** What was added or changed since, committed or not, by its path in the project. */
export function changedFiles(base: string): string[] {
  const listed = [
    git('diff', '--name-only', '--diff-filter=d', base),
    git('ls-files', '--others', '--exclude-standard')
  ]
  return listed.flatMap((list) => list.split('\n').filter(Boolean))
}
