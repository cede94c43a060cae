import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/run-setup.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The command under a limit on open files, as a shell sets it. */
function tandem(files: number, ...command: readonly string[]) {
  const program = [process.execPath, join(ROOT, 'bin/tandem.js'), ...command]
  const line = `ulimit -n ${files}; exec "$@"`
  return spawnSync('/bin/sh', ['-c', line, 'sh', ...program], {
    // Node itself warns of certificates that it cannot open.
    env: { PATH: process.env.PATH, TANDEM_DATA: join(temporaryFolder(), 'data') },
    encoding: 'utf8'
  })
}

describe.skipIf(process.platform === 'win32')('with few open files', () => {
  // Refused while it is read, and when it opens its store.
  test.each([22, 23])('a command under ulimit -n %i ends in one sentence', (files) => {
    const { stderr } = tandem(files, 'runs')
    expect(stderr).toMatch(/^Too many files are open to .+ulimit -n 4096\n$/)
  })
})
