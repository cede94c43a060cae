import { describe, expect, it } from 'vitest'
import {
  MOST_ON_PAPER,
  roomOnPaper,
  rowsOnPaper
} from '../../../src/renderer/features/attempt/on-paper.ts'

describe('the steps of an attempt on paper', () => {
  it('are all of them up to a bound', () => {
    const lengths = [3, MOST_ON_PAPER - 10, 7]
    const room = roomOnPaper(lengths)
    for (const rows of lengths) {
      expect(rowsOnPaper(rows, room)).toMatchObject({ leftOut: 0, shown: [...Array(rows).keys()] })
    }
    expect(roomOnPaper([])).toBe(MOST_ON_PAPER)
  })

  it('beyond it are left out of the longest paths alone, and never more than has to be', () => {
    const lengths = [2000, 40, 3000]
    const room = roomOnPaper(lengths)
    const shown = lengths.map((rows) => rowsOnPaper(rows, room).shown.length)
    expect(shown).toEqual([room, 40, room])
    expect(shown.reduce((sum, rows) => sum + rows, 0)).toBe(MOST_ON_PAPER)
  })

  it('are those of the beginning and of the end, in order', () => {
    expect(rowsOnPaper(9, 5)).toEqual({ shown: [0, 1, 2, 7, 8], beginning: 3, leftOut: 4 })
    expect(rowsOnPaper(9, 9)).toMatchObject({ shown: [0, 1, 2, 3, 4, 5, 6, 7, 8], leftOut: 0 })
  })
})
