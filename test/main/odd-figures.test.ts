import { describe, expect, it } from 'vitest'
import { createRandom, deriveSeed } from '../../src/core/random.ts'
import { paretoSvg } from '../../src/main/calibration/pareto-svg.ts'
import { calibrationLines } from '../../src/main/doors/terminal/calibration-text.ts'
import { checkLines } from '../../src/main/doors/terminal/check-text.ts'
import { createStyle } from '../../src/main/doors/terminal/style.ts'
import { exportNamed, type ExportFormat } from '../../src/main/export/export-run.ts'
import { importRun } from '../../src/main/export/import-run.ts'
import { openInMemory } from '../../src/main/store/database.ts'
import { UserError } from '../../src/main/user-error.ts'
import { type DocumentKind, UnreadableDocument } from '../../src/shared/documents/document-kind.ts'
import { pairCalibrations } from '../../src/shared/pair-calibration.ts'
import { targetChecks } from '../../src/shared/target-check.ts'
import { soundRun } from '../helpers/hostile-imports/runs.ts'
import { CALIBRATION, CHECK } from '../helpers/measured-pair.ts'

/** What no version writes in the place of a figure, or only of one that may be so large. */
const ODD = [-5, 0.5, 3, 1e16, 1e300, -1e300] as const
/** What a person must never see in the place of a figure. */
const NONSENSE = /NaN|Infinity|undefined|\d{22}|\de\+\d/

/** The bound that a refused figure is beyond is told as it stands. */
function nonsenseIn(text: string): string | null {
  return NONSENSE.exec(text.replaceAll(/expected number to be \S+/g, ''))?.[0] ?? null
}

type Place = readonly (string | number)[]

/** Where numbers stand in a document. */
function numbersIn(value: unknown, place: Place = []): Place[] {
  if (typeof value === 'number') return [place]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => numbersIn(one, [...place, name]))
}

function withNumber<T>(document: T, place: Place, number: number): T {
  const copy = structuredClone(document)
  const parent = place.slice(0, -1).reduce((at, name) => (at as never)[name], copy as unknown)
  ;(parent as Record<string, unknown>)[place.at(-1)!] = number
  return copy
}

/** Every number of a document in turns with every odd one. */
function* oddOnes<T>(document: T): Generator<{ what: string; odd: T }> {
  for (const place of numbersIn(document)) {
    for (const number of ODD) {
      yield { what: `${place.join('.')} as ${number}`, odd: withNumber(document, place, number) }
    }
  }
}

/** Null where it is refused in words. */
function read<T>(kind: DocumentKind<T>, document: unknown): T | null {
  try {
    return kind.read(document)
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableDocument)
    return null
  }
}

const plain = createStyle(false)

/** Each odd document: how many are refused, and how many are drawn, without nonsense. */
function outcomes<T>(kind: DocumentKind<T>, sound: unknown, draw: (found: T) => string) {
  let [refused, drawn] = [0, 0]
  for (const { what, odd } of oddOnes(sound)) {
    const found = read(kind, odd)
    if (found === null) refused += 1
    else {
      drawn += 1
      expect(nonsenseIn(draw(found)), what).toBeNull()
    }
  }
  return { refused, drawn }
}

describe('a document with a figure that no version writes is refused, or drawn without nonsense:', () => {
  it('a calibration', () => {
    const { refused, drawn } = outcomes(pairCalibrations, CALIBRATION, (found) =>
      [...calibrationLines(found, plain), paretoSvg(found)].join('\n')
    )
    expect(refused).toBeGreaterThan(drawn)
    expect(drawn).toBeGreaterThan(0)
  })

  it('a target check', () => {
    const { refused, drawn } = outcomes(targetChecks, CHECK, (found) =>
      checkLines(found, plain).join('\n')
    )
    expect(refused).toBeGreaterThan(drawn)
    expect(drawn).toBeGreaterThan(0)
  })

  it('an exported run', () => {
    const sound = soundRun()
    const places = numbersIn(sound).filter(([part]) => part !== 'results')
    let [refused, drawn] = [0, 0]
    for (let at = 0; at < 60; at++) {
      const random = createRandom(deriveSeed(3, at))
      const place = places[Math.floor(random.next() * places.length)]!
      const number = ODD[at % ODD.length]!
      const what = `${place.join('.')} as ${number}`
      const database = openInMemory()
      try {
        importRun(database, withNumber(sound, place, number))
      } catch (error) {
        expect(error, what).toBeInstanceOf(UserError)
        refused += 1
        continue
      } finally {
        if (database.open && refused + drawn === at + 1) database.close()
      }
      const formats: readonly ExportFormat[] = ['html', 'markdown', 'csv']
      for (const format of formats) {
        const text = [...exportNamed(database, 'elsewhere', format, { now: 0 })].join('')
        expect(nonsenseIn(text), `${what}, ${format}`).toBeNull()
      }
      drawn += 1
    }
    expect(refused).toBeGreaterThan(0)
    expect(drawn).toBeGreaterThan(0)
  })
})
