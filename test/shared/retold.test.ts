import { describe, expect, it } from 'vitest'
import catalogue from '../../resources/catalogue.json' with { type: 'json' }
import { METHODS } from '../../src/core/methods.ts'
import { SCORERS } from '../../src/shared/scorers/scorers.ts'
import { STOP_RULES } from '../../src/shared/stop-rules.ts'
import { retold } from '../../src/shared/words/retold.ts'
import { asUserError } from '../../src/main/system-errors.ts'
import { OPTIONS, runScripted, type Setup } from '../helpers/solve-job.ts'
import { soundsEnglish } from '../helpers/sounds-english.ts'

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

  it('tells lists that are put together from what is known, to the last word', () => {
    const [fewer, shorter, cpu] = [
      '2 paths instead of 5',
      'a context of 2048 tokens instead of 4096',
      'the CPU instead of the GPU'
    ]
    const german = [
      [fewer],
      [shorter],
      [cpu],
      [fewer, shorter],
      [fewer, cpu],
      [shorter, cpu],
      [fewer, shorter, cpu]
    ].map((ways) => retold(`Use ${ways.join(', and ')}.`, 'de'))
    expect(german.filter(soundsEnglish)).toEqual([])
    expect(retold(`Use 1 path instead of 5, and ${shorter}, and ${cpu}.`, 'de')).toBe(
      '1 Pfad statt 5 und einen Kontext von 2048 Token statt 4096 und die CPU statt der GPU verwenden.'
    )
    expect(
      retold(
        'The inference process ended once with these models, at last because the memory was full.',
        'de'
      )
    ).toBe('Der Rechenkern endete mit diesen Modellen einmal, zuletzt weil der Speicher voll war.')
    expect(retold('Use n = 2 or context 2048.', 'de')).toBe('n = 2 oder Kontext 2048 verwenden.')
    expect(
      retold(
        'gpt at http://127.0.0.1:1 is neither a llama-server nor a vLLM (it is of "openai"), and it does not split a text into tokens (/tokenize), say how probable a given token is, nor say what of a prompt it remembered. By these Tandem keeps a path, and knows what a step is worth and what it costs. A llama-server or a vLLM with the same model will do.',
        'de'
      )
    ).toMatch(
      /^gpt at http:\/\/127\.0\.0\.1:1 ist weder ein llama-server noch ein vLLM \(von "openai"\) und kann nicht, .* kostet: einen Text in Token zerlegen \(\/tokenize\), sagen, wie wahrscheinlich ein gegebenes Token ist und sagen, was er von einem Prompt noch wusste\. Ein llama-server oder/
    )
  })

  it.each(['FULL', 'PERM', 'CANTOPEN', 'READONLY', 'IOERR', 'BUSY', 'NOMEM', 'TOOBIG', 'CORRUPT'])(
    'tells what SQLite refuses where it does not say of which store: %s',
    (code) => {
      const error = asUserError(Object.assign(new Error('x'), { code: `SQLITE_${code}` }))!
      for (const said of [error.message, error.hint!]) {
        expect(soundsEnglish(said)).toBe(true)
        expect(soundsEnglish(retold(said, 'de').replace('store recover', ''))).toBe(false)
      }
    }
  )

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
