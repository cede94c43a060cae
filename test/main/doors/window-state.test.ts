import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { keepWindowState, readWindowState } from '../../../src/main/doors/window/window-state.ts'

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 }
let file: string

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'tandem-window-')), 'window.json')
})

describe('the place of the window', () => {
  it('is where it was left', () => {
    const state = { width: 1000, height: 700, place: { x: 40, y: 50 }, maximised: true }
    keepWindowState(file, state)
    expect(readWindowState(file, [SCREEN])).toEqual(state)
  })

  it('is forgotten where its screen is gone, its size is not', () => {
    keepWindowState(file, { width: 1000, height: 700, place: { x: 4000, y: 50 }, maximised: false })
    expect(readWindowState(file, [SCREEN])).toEqual({
      width: 1000,
      height: 700,
      place: null,
      maximised: false
    })
  })

  it.each(['', '{', '{"width": -5}', '[]'])(
    'is the usual one where the file says %j',
    async (text) => {
      await writeFile(file, text)
      expect(readWindowState(file, [SCREEN])).toMatchObject({ width: 1280, height: 800 })
    }
  )
})
