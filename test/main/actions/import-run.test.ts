import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importRunFile } from '../../../src/main/actions/import-run.ts'
import { runSetup } from '../../helpers/run-setup.ts'

test('a file that is larger than any run may be is refused in words, before it is read', async () => {
  const services = runSetup()
  const file = join(services.folder, 'run.json')
  writeFileSync(file, '')
  truncateSync(file, 3e9)
  await expect(importRunFile(services, file)).rejects.toThrow(
    /run\.json is larger than an exported run may be: it has \d/
  )
})
