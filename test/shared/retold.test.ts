import { describe, expect, it } from 'vitest'
import catalogue from '../../resources/catalogue.json' with { type: 'json' }
import { METHODS } from '../../src/core/methods.ts'
import { SCORERS } from '../../src/shared/scorers/scorers.ts'
import { STOP_RULES } from '../../src/shared/stop-rules.ts'
import { retold } from '../../src/shared/words/retold.ts'
import { OPTIONS, runScripted, type Setup } from '../helpers/solve-job.ts'

/** All that an attempt says of itself in sentences. */
async function saidBy(setup: Setup): Promise<string[]> {
  const { view } = await runScripted(setup)
  return [
    ...view.notes.map(({ text }) => text),
    ...view.decisions,
    ...view.paths.flatMap(({ cause }) => cause ?? []),
    ...(view.cause === null ? [] : [view.cause])
  ]
}

const unsure: Setup['target'] = {
  choices: ({ continuations }) => continuations.map(() => 0.00001)
}

describe('what the program says in English', () => {
  it('is told in German, of every method, scorer, stop rule and pair to download', () => {
    const said = [
      ...Object.values(METHODS).map(({ summary }) => summary),
      ...Object.values(SCORERS).map(({ help }) => help),
      ...Object.values(STOP_RULES).map(({ help }) => help),
      catalogue.note,
      ...catalogue.pairs.map(({ description }) => description)
    ]
    expect(said.length).toBeGreaterThan(15)
    expect(said.filter((text) => retold(text, 'de') === text)).toEqual([])
  })

  it.each<[string, Setup, RegExp]>([
    [
      'a vote that is decided',
      { options: { stop: 'decided', exact: true } },
      /nicht mehr einzuholen/
    ],
    ['two paths that agree', { options: { method: 'ssr-fast2', exact: true } }, /stimmen in 42/],
    ['the first path', { options: { method: 'ssr-fast1', exact: true } }, /erste Pfad ist/],
    [
      'a draft that is not sure, and paths that are not enough',
      {
        options: {
          method: 'ssr-adaptive',
          plan: { ...OPTIONS.plan, sure: 1, lead: 1 }
        }
      },
      /^Das Zielmodell wird gefragt|^Ein weiterer Pfad beginnt/
    ],
    ['letters that say nothing', { target: unsure }, /^Das Zielmodell sagt nicht, welche/],
    [
      'no answer',
      {
        draft: { write: () => 'On.\n\n' },
        target: { write: () => 'On.\n\n', choices: unsure.choices! }
      },
      /./
    ]
  ])('is told in German, of %s', async (_, setup, expected) => {
    const said = await saidBy(setup)
    const told = said.map((text) => retold(text, 'de'))
    expect(told.filter((text, index) => text === said[index])).toEqual([])
    expect(told.join('\n')).toMatch(expected)
  })

  it('keeps what it tells of: answers, figures as the language writes them, sentences within', () => {
    expect(retold('No further path opens: 4.5 has evidence 0.93, and 0.9 is enough.', 'de')).toBe(
      'Kein weiterer Pfad beginnt: 4,5 hat Evidenz 0,93, und 0,9 genügt.'
    )
    expect(retold('Every path failed: The time limit was reached.', 'de')).toBe(
      'Jeder Pfad ist gescheitert: Die Zeitgrenze wurde erreicht.'
    )
  })

  it('tells several sentences where each is known, and none where one is not', () => {
    expect(retold('The memory is full. Close other programs and do it again.', 'de')).toBe(
      'Der Arbeitsspeicher ist voll. Andere Programme schließen und noch einmal versuchen.'
    )
    const partly = 'The memory is full. Ask somebody who knows.'
    expect(retold(partly, 'de')).toBe(partly)
  })

  it('takes the sentence that says most, and reads each value as short as it can be', () => {
    expect(
      retold('At line 3: a field is longer than 100,000 characters; is a quote left open?', 'de')
    ).toBe(
      'Bei Zeile 3: Ein Feld ist länger als 100\u202f000 Zeichen: Ist ein Anführungszeichen offen geblieben?'
    )
    expect(retold('/a/b cannot be used: it is: odd', 'de')).toBe(
      '/a/b lässt sich nicht verwenden: it is: odd'
    )
  })

  it('translates no word by itself within a sentence: it may be an answer', () => {
    expect(retold('Memory', 'de')).toBe('Arbeitsspeicher')
    expect(retold('two paths agree on Memory', 'de')).toBe('Zwei Pfade stimmen in Memory überein')
  })

  it('stays as it is in English, and where nobody knows the sentence', () => {
    expect(retold('No path came to an answer.', 'en')).toBe('No path came to an answer.')
    expect(retold('EACCES: permission denied', 'de')).toBe('EACCES: permission denied')
  })

  it('takes no longer for many sentences, of which the last is unknown', () => {
    const text = `${'The memory is full. '.repeat(90)}Nobody knows.`
    expect(retold(text, 'de')).toBe(text)
  })

  it('is no text of some length, whatever it begins with', () => {
    const [known] = Object.values(METHODS).map(({ summary }) => summary)
    const text = `${known!} `.repeat(1000)
    expect(retold(text, 'de')).toBe(text)
  })
})
