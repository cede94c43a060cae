import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dataFolderIn } from '../../../../../src/main/doors/terminal/completion/data-folder.ts'

it.each([
  [['tandem', 'bench', ''], undefined],
  [['tandem', '--data-dir', '/else where', 'bench', ''], '/else where'],
  [['tandem', 'bench', '--data-dir=/elsewhere', ''], '/elsewhere'],
  [['tandem', 'bench', '--data-dir', '=', '/elsewhere', ''], '/elsewhere'],
  [['tandem', '--data-dir', '~/here', ''], join(homedir(), 'here')],
  [['tandem', '--data-dir=~', ''], homedir()],
  [['tandem', '--data-dir', '~other', ''], '~other'],
  [['tandem', '--data-dir'], undefined]
])('finds the data folder in %j', (line, folder) => {
  expect(dataFolderIn(line)).toBe(folder)
})
