import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const CONFIG = new URL('../../electron-builder.yml', import.meta.url)
const PROMISED = new URL('../../SECURITY.md', import.meta.url)

it('the packaged app has the fuses that SECURITY.md promises', () => {
  const [, block] = /^electronFuses:\n((?: {2}.+\n)+)/m.exec(readFileSync(CONFIG, 'utf8'))!
  const fuses: unknown = Object.fromEntries(
    block!
      .trim()
      .split('\n')
      .map((line) => line.trim().split(': '))
  )
  expect(fuses).toEqual({
    runAsNode: 'true',
    enableCookieEncryption: 'true',
    enableNodeOptionsEnvironmentVariable: 'false',
    enableNodeCliInspectArguments: 'false',
    enableEmbeddedAsarIntegrityValidation: 'true',
    onlyLoadAppFromAsar: 'true'
  })
  expect(readFileSync(PROMISED, 'utf8')).toContain("leaves Electron's fuse `runAsNode` on")
})
