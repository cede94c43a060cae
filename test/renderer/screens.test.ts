import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { SCREENS } from '../../src/renderer/lib/screens.ts'

const FEATURES = fileURLToPath(new URL('../../src/renderer/features/', import.meta.url))

it('every screen of the list has its folder, and every folder with a screen its line', () => {
  const folders = readdirSync(FEATURES).filter((name) =>
    existsSync(`${FEATURES}/${name}/screen.ts`)
  )
  expect(folders.sort()).toEqual([...SCREENS].sort())
})

it('every screen has a key of its own', () => {
  expect(SCREENS.length).toBeLessThanOrEqual(9)
})
