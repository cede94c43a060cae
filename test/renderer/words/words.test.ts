import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { afterEach, describe, expect, it } from 'vitest'
import { count, duration, percent } from '../../../src/renderer/lib/figures.ts'
import { languageOf, speak } from '../../../src/renderer/words/language.ts'
import { pieces, t } from '../../../src/renderer/words/t.ts'
import { de } from '../../../src/shared/words/de.ts'
import { en } from '../../../src/shared/words/en.ts'
import { LANGUAGES } from '../../../src/shared/words/languages.ts'
import type { Key } from '../../../src/shared/words/say.ts'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** What the parser's numbers for the kinds of arguments take. A plural form is chosen by a number. */
const TAKES: Readonly<Record<number, string>> = {
  1: 'text',
  2: 'number',
  5: 'text',
  6: 'number',
  8: 'element'
}

/** The arguments and elements of a message with what they take: "link element", "paths number". */
function needs(elements: readonly Element[]): string[] {
  const found = elements.flatMap((element): string[] => {
    const takes = TAKES[element.type]
    const own = 'value' in element && takes !== undefined ? [`${element.value} ${takes}`] : []
    const children = 'children' in element ? needs(element.children) : []
    const options = 'options' in element ? Object.values(element.options) : []
    return [...own, ...children, ...options.flatMap(({ value }) => needs(value))]
  })
  return [...new Set(found)].sort()
}

/** Every choice of a plural form in a message, those within other choices too. */
function pluralsIn(elements: readonly Element[]): Extract<Element, { pluralType?: unknown }>[] {
  return elements.flatMap((element) => {
    const children = 'children' in element ? pluralsIn(element.children) : []
    const options = 'options' in element ? Object.values(element.options) : []
    const within = options.flatMap(({ value }) => pluralsIn(value))
    return [...('pluralType' in element ? [element] : []), ...children, ...within]
  })
}

function needsOf(message: string, locale: string): string[] {
  return needs(new IntlMessageFormat(message, locale).getAst())
}

afterEach(() => speak('en'))

describe('the catalogues', () => {
  it('say the same messages', () => {
    expect(Object.keys(de)).toEqual(Object.keys(en))
  })

  it('ask for the same in every message, each of which can be read', () => {
    const keys = Object.keys(en) as Key[]
    const english = keys.map((key) => [key, ...needsOf(en[key], LANGUAGES.en.locale)])
    expect(keys.map((key) => [key, ...needsOf(de[key], LANGUAGES.de.locale)])).toEqual(english)
  })

  it('have no message that nobody says', () => {
    const code = ['renderer', 'shared', 'main/export']
      .map((folder) => resolve(import.meta.dirname, '../../../src', folder))
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((file) => /\.(svelte|ts)$/.test(file) && !/words.(en|de)\.ts$/.test(file))
          .map((file) => readFileSync(join(folder, file), 'utf8'))
      )
      .join('\n')
    // `outcome.label.${name}` says every message that begins so.
    const beginnings = [...code.matchAll(/`([\w.-]+\.)\$\{/g)].map(([, beginning]) => beginning!)
    const unsaid = Object.keys(en).filter(
      (key) =>
        !code.includes(`'${key}'`) &&
        !code.includes(`"${key}"`) &&
        !beginnings.some((beginning) => key.startsWith(beginning))
    )
    expect(unsaid).toEqual([])
  })

  it('have a form for one thing wherever they have one for several', () => {
    /** What is the same for one and for several. */
    const alike = {
      en: /^ (left out|counted|undecided|given)\b/,
      de: /^ (Token|Verfahren|Zeichen|bei|als|ausgelassen|unentschiedene)\b/
    }
    const ofSeveral = (message: string, locale: string) =>
      pluralsIn(new IntlMessageFormat(message, locale).getAst()).flatMap(({ options }) => {
        const form = options['other']?.value ?? []
        // The number itself is the one element without a value.
        const after = form[form.findIndex((element) => !('value' in element)) + 1]
        const noun = after && 'value' in after ? after.value : ''
        return /^ ?\p{L}/u.test(noun) && !options['one'] && !options['=1'] ? [noun] : []
      })
    const without = (['en', 'de'] as const).flatMap((language) =>
      Object.entries(language === 'en' ? en : de).flatMap(([key, message]) =>
        ofSeveral(message, LANGUAGES[language].locale)
          .filter((noun) => !alike[language].test(noun))
          .map((noun) => `${language} ${key}:${noun}`)
      )
    )
    expect(without).toEqual([])
  })

  it('name no element as a value of the same message: the value would be lost', () => {
    const keys = Object.keys(en) as Key[]
    const doubled = keys.filter((key) => {
      const names = needsOf(en[key], LANGUAGES.en.locale).map((need) => need.split(' ')[0])
      return new Set(names).size < names.length
    })
    expect(doubled).toEqual([])
  })

  it('have no message that is empty or begins or ends with white space', () => {
    const loose = [...Object.values(en), ...Object.values(de)].filter(
      (message) => message === '' || message.trim() !== message
    )
    expect(loose).toEqual([])
  })
})

describe('t', () => {
  it('chooses the plural form and writes the number as the language does', () => {
    expect(t('shell.status.waiting', { benchmarks: 1 })).toBe('1 benchmark waiting')
    expect(t('shell.status.waiting', { benchmarks: 1200 })).toBe('1\u202f200 benchmarks waiting')
    speak('de')
    expect(t('shell.status.waiting', { benchmarks: 1 })).toBe('1 Benchmark wartet')
    expect(t('shell.status.waiting', { benchmarks: 1200 })).toBe('1\u202f200 Benchmarks warten')
  })

  it('refuses at compile time a message that does not exist, and what it does not take', () => {
    function neverCalled(): void {
      // @ts-expect-error -- no such message
      t('shell.nothing')
      // @ts-expect-error -- it takes a number
      t('shell.status.waiting')
      // @ts-expect-error -- not a text
      t('shell.status.waiting', { benchmarks: '3' })
      // @ts-expect-error -- by another name
      t('shell.status.waiting', { runs: 3 })
      // @ts-expect-error -- it takes nothing
      t('common.close', { what: 'the window' })
      // @ts-expect-error -- it has elements
      t('shell.damage.backups')
    }
    expect(neverCalled).toBeTypeOf('function')
  })

  it('says the name of what only a later version knows', () => {
    expect(t(`run.status.${'dreaming' as 'running'}`)).toBe('dreaming')
  })

  it('tells the elements of a sentence from its text', () => {
    expect(pieces('shell.status.pair', { draft: 'A', target: 'B', device: 'CPU' })).toEqual([
      { tag: 'name', text: 'A' },
      ' drafts for ',
      { tag: 'name', text: 'B' },
      ' · CPU'
    ])
  })
})

describe('the language', () => {
  it('is the first that the system wants and the window knows', () => {
    expect(languageOf(['fr-FR', 'de-AT', 'en'])).toBe('de')
    expect(languageOf(['fr'])).toBe('en')
    expect(languageOf([])).toBe('en')
  })

  it('writes figures with its own mark, and thousands alike', () => {
    expect([percent(0.6241, 1), duration(1234), count(12345)]).toEqual([
      '62.4\u202f%',
      '1.2 s',
      '12\u202f345'
    ])
    speak('de')
    expect([percent(0.6241, 1), duration(1234), count(12345)]).toEqual([
      '62,4\u202f%',
      '1,2 s',
      '12\u202f345'
    ])
  })
})
