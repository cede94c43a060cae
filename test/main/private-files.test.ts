import { spawnSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { IN_DATA } from '../../src/main/data-directory.ts'
import { closeToOthers } from '../../src/main/private-files.ts'
import { replaceFile } from '../../src/main/replace-file.ts'
import { requireFile } from '../../src/main/require-file.ts'
import { temporaryFolder } from '../helpers/run-setup.ts'
import { runTandem } from '../helpers/run-tandem.ts'

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

/** A file as a program without special care would leave it. */
function openFile(path: string): string {
  writeFileSync(path, '')
  chmodSync(path, 0o644)
  return path
}

function openFolder(path: string): string {
  mkdirSync(path)
  chmodSync(path, 0o755)
  return path
}

describe('a data folder', () => {
  it('that is new is closed to others, with all that is put into it', async () => {
    const data = join(temporaryFolder(), 'data')
    const { code } = await runTandem(['runs'], { environment: { TANDEM_DATA: data } })
    expect(code).toBe(0)
    expect(modeOf(data)).toBe('700')
    expect(modeOf(join(data, 'tandem.db'))).toBe('600')
  })

  it('of an earlier version is closed at the next start, down to its last file', () => {
    const data = openFolder(join(temporaryFolder(), 'data'))
    const store = openFile(join(data, 'tandem.db'))
    const log = openFile(join(openFolder(join(data, 'logs')), 'inference-1.log'))
    closeToOthers(data)
    expect([data, store, log].map(modeOf)).toEqual(['700', '600', '600'])
    expect(modeOf(join(data, 'logs'))).toBe('700')
  })

  it('is closed whatever of its own is in it, and what was set aside', () => {
    const data = openFolder(join(temporaryFolder(), 'data'))
    const names = [...Object.values(IN_DATA), 'engine-speed.json.unreadable', 'tandem.db-wal']
    const files = names.map((name) => openFile(join(data, name)))
    closeToOthers(data)
    expect(modeOf(data)).toBe('700')
    expect(new Set(files.map(modeOf))).toEqual(new Set(['600']))
  })

  it('in which others keep things stays open, and so do their things', () => {
    const data = openFolder(join(temporaryFolder(), 'shared'))
    const store = openFile(join(data, 'tandem.db'))
    const theirs = openFile(join(data, 'holiday.jpg'))
    closeToOthers(data)
    expect([data, store, theirs].map(modeOf)).toEqual(['755', '600', '644'])
  })

  it('changes nothing outside through a link', () => {
    const outside = openFolder(join(temporaryFolder(), 'disk'))
    const model = openFile(join(outside, 'model.gguf'))
    const data = openFolder(join(temporaryFolder(), 'data'))
    mkdirSync(join(data, 'models'))
    symlinkSync(model, join(data, 'models', 'symbolic.gguf'))
    linkSync(model, join(data, 'models', 'hard.gguf'))
    symlinkSync(outside, join(data, 'logs'))
    closeToOthers(data)
    expect([outside, model].map(modeOf)).toEqual(['755', '644'])
  })
})

describe('what the user asks for by name', () => {
  it('gets the usual rights', () => {
    const output = join(temporaryFolder(), 'report.html')
    const script = `
      import { keepPrivate, openForOthers } from './src/main/private-files.ts'
      process.umask(0o022)
      keepPrivate()
      openForOthers(${JSON.stringify(output)})`
    spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('../..', import.meta.url))
    })
    expect(modeOf(output)).toBe('644')
  })

  it('is refused where it would be waited for without end', () => {
    const pipe = join(temporaryFolder(), 'pipe')
    spawnSync('mkfifo', [pipe])
    expect(() => requireFile(pipe)).toThrow('is a named pipe')
    expect(() => requireFile('/dev/zero')).toThrow('is a device')
    expect(() => requireFile(join(pipe, '..'))).toThrow('is a folder')
    expect(() => requireFile('/nowhere')).not.toThrow()
    expect(() => replaceFile(pipe, '')).toThrow('is a named pipe')
  })
})
