import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFolders } from '../../../src/main/models/model-folders.ts'
import { walkFolder } from '../../../src/main/models/walk-files.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

function folderOf(files: number): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'deep'))
  for (let at = 0; at < files; at++) writeFileSync(join(folder, 'deep', `${at}.gguf`), '')
  return folder
}

it('takes a folder that can be looked through, and refuses a larger one in words', () => {
  const known: string[] = []
  const records = {
    folders: () => known,
    setFolders: (folders: readonly string[]) => known.splice(0, known.length, ...folders)
  }
  const own = createFolders(records, 20)
  const [small, large] = [folderOf(19), folderOf(20)]
  own.addFolder(small)
  expect(() => {
    own.addFolder(large)
  }).toThrow(`${large} holds more than 20 files`)
  expect(own.folders()).toEqual([small])
})

it.runIf(process.platform === 'linux')('does not look at what the kernel shows of itself', () => {
  for (const folder of ['/proc', '/sys', '/dev']) {
    expect(walkFolder(folder)).toEqual({ files: [], isWhole: true })
  }
})
