import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { problemSchema } from '../../src/shared/problem-set.ts'
import { LANGUAGES } from '../../src/shared/words/languages.ts'
import { retold } from '../../src/shared/words/retold.ts'
import { subjectText } from '../../src/shared/words/subject-text.ts'
import { TOLD } from '../../src/shared/words/told/told.ts'
import { saidTexts, VALUE } from '../helpers/said-texts.ts'
import { soundsEnglish } from '../helpers/sounds-english.ts'

const TRANSLATED = Object.entries(TOLD).filter(([language]) => language !== 'en')

/** Every text within a document of the program's own. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}

const resources = resolve(import.meta.dirname, '../../resources')
const documents = readdirSync(resources, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && !file.startsWith('recorded'))
  .flatMap((file) => textsIn(JSON.parse(readFileSync(join(resources, file), 'utf8'))))
const subjects = readdirSync(join(resources, 'problem-sets'))
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => {
    const lines = readFileSync(join(resources, 'problem-sets', file), 'utf8')
      .trimEnd()
      .split('\n')
    return lines.map((line) => problemSchema.parse(JSON.parse(line)).subject!)
  })
const said = saidTexts(['src/core', 'src/inference', 'src/main', 'src/shared'])

/** What the program puts together from pieces that no literal shows. */
const ASSEMBLED = new Set([
  '{device}, {threads} thread',
  '{device}, {threads} threads',
  '{device}, {threads} thread, flash attention on',
  '{device}, {threads} threads, flash attention on',
  '{device}, {threads} thread, flash attention off',
  '{device}, {threads} threads, flash attention off',
  'CPU (not {name}: it could not be loaded)',
  '{server} ({slots} slot of {tokens} tokens)',
  '{server} ({slots} slots of {tokens} tokens)',
  ' (the proxy answers {status}: it does not let you there)',
  ' (the proxy answers {status}: it wants a name and a password, as http://NAME:PASSWORD@HOST:PORT)',
  '{what}: {times} (first at {place}: {example}).',
  '{missing} have no answer, {unusable} have one that cannot be compared',
  "expected the problem's text in {field}, found nothing.",
  '{low} % to {high} %',
  'a complete problem',
  'a complete attempt',
  '{pair}, target',
  '{pair}, draft',
  'The store is damaged.',
  'The {name} {path} was written by a newer Tandem, and stays as it is.',
  'Use {fewer} or {shorter}.',
  'Use {paths} path instead of {wanted}.',
  'Use {paths} paths instead of {wanted}.',
  'Use {paths} path instead of {wanted}, and {other}.',
  'Use {paths} paths instead of {wanted}, and {other}.',
  'Use a context of {tokens} tokens instead of {wanted}.',
  'Use the CPU instead of the GPU.',
  'Use a context of {tokens} tokens instead of {wanted}, and the CPU instead of the GPU.',
  'a context of {tokens} tokens instead of {wanted}, and the CPU instead of the GPU',
  '{one}, nor {last}',
  '{one}, {other}, nor {last}',
  '{one}, {other}, {third}, nor {last}',
  'The store may not be read or written by you.',
  'The store cannot be written: it is read-only.',
  'The store cannot be opened.'
])

/** A text, its sentences and what stands behind a colon in it, also without a value that may be empty. */
function piecesOf(text: string): string[] {
  const sentences = text.split(/(?<=[.!?]) /)
  const behind = sentences.map((sentence) => sentence.replace(/^.*?: /s, ''))
  const pieces = [text, ...sentences, ...behind, text.replace(/^.*?: /s, '')].map((piece) =>
    piece.replace(/^\uE000? /, '')
  )
  const all = [text, ...pieces]
  return [...all, ...all.map((piece) => piece.replaceAll(/(?<=\w)\uE000/g, ''))]
}

/** The key of a sentence as a text of the sources has it. */
function asSaid(english: string): string {
  return english.replaceAll(/\{\w+\}/g, VALUE)
}

describe('what the program says in English, in other languages', () => {
  it('is translated by the words in which it is said', () => {
    const sources = said.filter(({ place }) => !place.startsWith('src/shared/words/'))
    const texts = new Set([...documents, ...sources.flatMap(({ text }) => piecesOf(text))])
    const isSaid = (english: string) => {
      if (texts.has(asSaid(english)) || ASSEMBLED.has(english)) return true
      // A value may stand for one of several words that the sources know.
      const pieces = english
        .split(/\{\w+\}/)
        .map((piece) => piece.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
      const pattern = new RegExp(`^${pieces.join('.+')}$`, 's')
      return [...texts].some((text) => pattern.test(text))
    }
    for (const [, sentences] of TRANSLATED) {
      expect(Object.keys(sentences).filter((english) => !isSaid(english))).toEqual([])
    }
  })

  it('is translated wherever an error or a finding says it', () => {
    /** What no window shows. */
    const elsewhere =
      /^src\/(?:main\/(?:doors\/(?:api|terminal)|grading|cli|actions\/advise)|shared\/documents)\b/
    const sentences = said.filter(
      ({ text, place, isTold }) =>
        isTold && /[a-z].* .*[a-z]{2}/s.test(text) && !elsewhere.test(place)
    )
    expect(sentences.length).toBeGreaterThan(300)
    const same = new Set(Object.keys(TOLD.de).map(asSaid))
    const isKnown = (text: string) => {
      const german = retold(text, 'de')
      return same.has(text) || (german !== text && !soundsEnglish(german))
    }
    // A store is a place as others are, where SQLite does not say which.
    const unknown = sentences.filter(
      ({ text }) =>
        ![text, text.replace(/^\uE000? /, ''), text.replace('the store', VALUE)].some(isKnown)
    )
    expect(unknown.map(({ place, text }) => `${place} ${text.replaceAll(VALUE, '…')}`)).toEqual([])
  })

  it('is translated of every subject of a problem that comes with it', () => {
    expect(subjects.length).toBeGreaterThan(500)
    expect(subjects.filter((subject) => subjectText(subject, 'de') === subject)).toEqual([])
  })

  it('asks for nothing that the English does not give, and can be read', () => {
    const astray = TRANSLATED.flatMap(([language, sentences]) =>
      Object.entries(sentences).flatMap(([english, own]) => {
        const { locale } = LANGUAGES[language as keyof typeof LANGUAGES]
        const given = new Set([...english.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
        const ast = new IntlMessageFormat(own, locale).getAst()
        // The first kind of element is plain text.
        return ast.filter(
          (part) => 'value' in part && Number(part.type) > 0 && !given.has(part.value)
        )
      })
    )
    expect(astray).toEqual([])
  })

  it('is the same sentences in every language', () => {
    const [first, ...others] = TRANSLATED.map(([, sentences]) => Object.keys(sentences).sort())
    for (const keys of others) expect(keys).toEqual(first)
  })
})
