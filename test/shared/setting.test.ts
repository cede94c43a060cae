import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runConfigSchema } from '../../src/shared/run-record.ts'
import { settingName, settingsText } from '../../src/shared/setting.ts'
import { settingText } from '../../src/shared/setting-value.ts'

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

/** Every name that a value of a document can be, behind the place of that value. */
function namedValues(schema: z.ZodType, place = ''): (readonly [place: string, name: string])[] {
  const inner = (type: unknown) => namedValues(type as z.ZodType, place)
  if (
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault
  )
    return inner(schema.unwrap())
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(inner)
  if (schema instanceof z.ZodArray) return inner(schema.element)
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    const names: unknown[] = schema instanceof z.ZodEnum ? schema.options : [...schema.values]
    return names.filter((name) => typeof name === 'string').map((name) => [place, name])
  }
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(
    ([name, field]) => namedValues(field, place === '' ? name : `${place}.${name}`)
  )
}

/** Names of methods and of programs, and what no two benchmarks differ in. */
const AS_THEY_ARE = [
  /^methods: /,
  /^options\.method: /,
  /^pair\.setup\.gpu: (cuda|vulkan|metal)$/,
  /^(kind|fork\.)/,
  ...NOT_COMPARED
]

describe('what a setting is set to', () => {
  it('is told in every language, whatever name it is', () => {
    const named = namedValues(runConfigSchema).filter(
      ([place, name]) => !AS_THEY_ARE.some((pattern) => pattern.test(`${place}: ${name}`))
    )
    expect(named).toEqual(
      expect.arrayContaining([
        ['options.stop', 'decided'],
        ['options.plan.evidence', 'mean'],
        ['pair.target.source.kind', 'server'],
        ['policy', 'strict']
      ])
    )
    const untold = named.filter(([place, name]) => settingText(place, name, 'de') === name)
    expect(untold).toEqual([])
    const inGerman = named.filter(
      ([place, name]) =>
        settingText(place, name, 'de') === settingText(place, name) && name !== 'server'
    )
    expect(inGerman, 'left in English').toEqual([])
  })

  it('says what it means by itself, or behind a name that commands take', () => {
    const set = [
      ['options.rewrite', 'suffix'],
      ['options.selection', 'random'],
      ['options.vote', null],
      ['pair.setup.gpuLayers.draft', null],
      ['options.stop', 'decided'],
      ['options.scorer', 'p-accept']
    ] as const
    expect(set.map(([place, value]) => settingText(place, value))).toEqual([
      'from the first weak token on',
      'random',
      'as the method says',
      'as many as fit',
      'decided (when the leader of the vote cannot be overtaken)',
      'p-accept (the probability of a digit of 7 or more)'
    ])
    expect(set.slice(0, 4).map(([place, value]) => settingText(place, value, 'de'))).toEqual([
      'ab dem ersten schwachen Token',
      'zufällig',
      'je nach Verfahren',
      'so viele, wie passen'
    ])
    expect(settingText('options.stop', 'decided', 'de')).toMatch(/^decided \(wenn .+\)$/)
  })

  it('is a name as it stands, where only a later version knows it', () => {
    for (const place of ['options.rewrite', 'options.stop', 'options.plan.effort']) {
      for (const name of ['dreaming', 'toString', 'null']) {
        expect(settingText(place, name, 'de'), place).toBe(name)
      }
    }
  })

  it('is told as the language writes it', () => {
    const values = [null, true, 0.35, 'CPU', ['ssr', 'draft']]
    const told = (language: 'en' | 'de') =>
      values.map((value) => settingText('options.dream', value, language))
    expect(told('en')).toEqual(['–', 'yes', '0.35', 'CPU', 'ssr, draft'])
    expect(told('de')).toEqual(['–', 'ja', '0,35', 'CPU', 'ssr, draft'])
  })

  it('stands behind its name, one after another', () => {
    const settings = [
      { setting: 'options.paths', value: 5 },
      { setting: 'options.threshold', value: 7.5 },
      { setting: 'policy', value: 'strict' }
    ]
    expect(settingsText(settings)).toBe('Paths 5, Threshold 7.5, Grading strict')
    expect(settingsText(settings, 'de')).toBe('Pfade 5, Schwelle 7,5, Bewertung streng')
  })
})
