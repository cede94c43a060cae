import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { asUserError, isOutOfReach } from '../../src/main/system-errors.ts'
import { UserError } from '../../src/main/user-error.ts'
import { temporaryFolder } from '../helpers/run-setup.ts'

/** What really doing it throws. */
function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}

describe('an error of the system', () => {
  it.each([
    ['a missing file', (at: string) => readFileSync(join(at, 'no')), /^There is no file .*no\.$/],
    ['a folder', (at: string) => readFileSync(at), /is a folder, and a file was expected/],
    [
      'a file where a folder should be',
      (at: string) => mkdirSync(join(at, 'file')),
      /is a file, and a folder/
    ],
    ['a long name', (at: string) => readFileSync(join(at, 'x'.repeat(300))), /is too long/],
    [
      'a file as a folder',
      (at: string) => mkdirSync(join(at, 'file', 'below')),
      /is a file and no folder/
    ]
  ])('about %s is a sentence with the path', (_, work, sentence) => {
    const at = temporaryFolder()
    writeFileSync(join(at, 'file'), '')
    expect(asUserError(thrownBy(() => work(at)))?.message).toMatch(sentence)
  })

  it('tells what is there from what this user cannot even look for', () => {
    const at = temporaryFolder()
    writeFileSync(join(at, 'file'), '')
    const refused = (path: string) => Object.assign(new Error('x'), { code: 'EACCES', path })
    expect(isOutOfReach(thrownBy(() => readFileSync(join(at, 'no'))))).toBe(true)
    // A file takes the place of a folder that may not be entered: an administrator may enter every folder.
    expect(isOutOfReach(refused(join(at, 'file', 'library.json')))).toBe(true)
    expect(isOutOfReach(refused(join(at, 'library.json')))).toBe(false)
  })

  it('of SQLite names the store that it is about', () => {
    const path = join(temporaryFolder(), 'tandem.db')
    writeFileSync(path, 'noise'.repeat(1000))
    const error = thrownBy(() => new Sqlite(path).pragma('user_version'))
    expect(asUserError(error, path)?.message).toBe(`${path} is damaged.`)
  })

  it('of SQLite is recognised by its beginning where its code goes into detail', () => {
    const error = Object.assign(new Error('x'), { code: 'SQLITE_IOERR_SHMMAP' })
    expect(asUserError(error)?.message).toBe('The disk reports an error at the store.')
  })

  it.each([
    ['Worker initialization failure: EMFILE', {}, /^Too many files are open/],
    ['Worker initialization failure: EAGAIN', {}, /^The system starts no more processes/],
    ['spawn /bin/node EAGAIN', { code: 'EAGAIN', syscall: 'spawn /bin/node' }, /^The system starts/]
  ])('of a thread or process that was not started is told: %s', (message, more, sentence) => {
    const error = Object.assign(new Error(message), { code: 'ERR_WORKER_INIT_FAILED', ...more })
    expect(asUserError(error)?.message).toMatch(sentence)
  })

  it('of SQLite, which quotes no reason, is looked for at the place of the store', () => {
    const folder = temporaryFolder()
    const store = join(folder, 'tandem.db')
    const error = Object.assign(new Error('x'), { code: 'SQLITE_CANTOPEN' })
    expect(asUserError(error, store)?.message).toBe(`${store} cannot be opened.`)
    symlinkSync(join(folder, 'circle'), join(folder, 'circle'))
    const behind = join(folder, 'circle', 'tandem.db')
    expect(asUserError(error, behind)?.message).toBe(
      `${behind} is a link that leads back to itself.`
    )
  })

  it('that is one for people already stays as it is', () => {
    const error = new UserError('No.')
    expect(asUserError(error)).toBe(error)
  })

  it.each([new Error('x'), Object.assign(new Error('x'), { code: 'ERR_ASSERTION' }), 'x', null])(
    'is not seen in a fault of the program',
    (error) => expect(asUserError(error)).toBeNull()
  )

  it('does not show the name under which a file is written before it takes its place', () => {
    const error = Object.assign(new Error('x'), { code: 'EROFS', path: '/a/library.json.123.new' })
    expect(asUserError(error)?.message).toBe('/a/library.json cannot be written: it is read-only.')
  })
})
