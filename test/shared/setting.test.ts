import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runConfigSchema } from '../../src/shared/run-record.ts'
import { settingName, settingsText, settingText } from '../../src/shared/setting.ts'

/** The place of each value of a document, where a list is one: "options.paths". */
function placesOf(schema: z.ZodType, place = ''): string[] {
  const inner = (type: unknown) => placesOf(type as z.ZodType, place)
  if (
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault
  )
    return [...new Set([place, ...inner(schema.unwrap())])]
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap(inner))]
  if (!(schema instanceof z.ZodObject)) return [place]
  return Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(
    ([name, field]) => placesOf(field, place === '' ? name : `${place}.${name}`)
  )
}

/** What the models' own records say too, and what is no value but holds some. */
const NOT_COMPARED = [/^pair\.setup\.(target|draft)\./, /^pair\.setup\.(templates|gpuLayers)$/]

describe('the name of a setting', () => {
  it('is there in every language, of all that a run can be set to', () => {
    const places = placesOf(runConfigSchema).filter(
      (place) => !NOT_COMPARED.some((pattern) => pattern.test(place))
    )
    expect(places).toEqual(
      expect.arrayContaining(['options.plan.draft.sure', 'pair.draft.source.url', 'set', 'fork'])
    )
    for (const language of ['en', 'de'] as const) {
      const unnamed = places.filter((place) => settingName(place, language) === place)
      expect(unnamed, language).toEqual([])
    }
  })

  it('tells settings apart that can differ beside each other', () => {
    expect(
      ['options.paths', 'options.plan.paths', 'pair.target.name', 'pair.draft.name'].map((place) =>
        settingName(place)
      )
    ).toEqual(['Paths', 'Paths of the effort, at most', 'Target: Model', 'Draft: Model'])
    expect(settingName('pair.setup.gpuLayers.draft', 'de')).toBe(
      'Entwurfsmodell: Schichten auf der GPU'
    )
  })

  it('is its place, where only a later version knows it', () => {
    expect(settingName('options.dream')).toBe('options.dream')
    expect(settingName('pair.draft.mood')).toBe('pair.draft.mood')
  })
})

describe('what a setting is set to', () => {
  it('is told as the language writes it', () => {
    const values = [null, true, 0.35, 'letters', ['ssr', 'draft']]
    expect(values.map((value) => settingText(value))).toEqual([
      '–',
      'yes',
      '0.35',
      'letters',
      'ssr, draft'
    ])
    expect(values.map((value) => settingText(value, 'de'))).toEqual([
      '–',
      'ja',
      '0,35',
      'letters',
      'ssr, draft'
    ])
  })

  it('stands behind its name, one after another', () => {
    const settings = [
      { setting: 'options.paths', value: 5 },
      { setting: 'options.threshold', value: 7.5 }
    ]
    expect(settingsText(settings)).toBe('Paths 5, Threshold 7.5')
    expect(settingsText(settings, 'de')).toBe('Pfade 5, Schwelle 7,5')
  })
})
