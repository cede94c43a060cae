import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MappingOverride } from '../../../src/main/problem-sets/field-mapping.ts'
import { ImportError } from '../../../src/main/problem-sets/import-error.ts'
import { previewOf } from '../../../src/main/problem-sets/import-problems.ts'
import { readProblems } from '../../../src/main/problem-sets/read-problems.ts'
import { problemSetSchema } from '../../../src/shared/problem-set.ts'
import { FORMATS, importMutated, readMutated } from './fuzz.ts'
import { SHAPES } from './shapes.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-import-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function importText(content: string | Buffer, override?: MappingOverride, name = 'file') {
  const path = join(folder, name)
  await writeFile(path, content)
  return readProblems(path, override && { mapping: override })
}

async function refusal(content: string | Buffer, override?: MappingOverride): Promise<string> {
  const error: unknown = await importText(content, override).then(
    () => new Error('was imported'),
    (reason: unknown) => reason
  )
  if (!(error instanceof ImportError)) throw error
  return error.message
}

const jsonLines = (...records: object[]) =>
  records.map((record) => JSON.stringify(record)).join('\n')

describe('importProblems reads', () => {
  it.each(SHAPES)('$name', async ({ content, answers }) => {
    const { problems } = await importText(content)
    expect(problems.map(({ answer }) => answer)).toEqual(answers)
    const info = { id: 'x', name: 'X', description: '', source: '', licence: '' }
    expect(problemSetSchema.safeParse({ ...info, problems }).success).toBe(true)
  })

  it('every field of an OlympiadBench record', async () => {
    const { content } = SHAPES.find(({ name }) => name.startsWith('OlympiadBench'))!
    const { problems, mapping } = await importText(content)
    expect(problems).toEqual([
      { id: '1606', text: 'A?', answer: '$1,2$', solution: 'First.', subject: 'Algebra' },
      { id: '1607', text: 'B?', answer: '7.5', solution: 'S.', tolerance: 0.1 }
    ])
    expect(mapping).toMatchObject({ subject: 'subfield', tolerance: 'error', options: null })
  })

  it('answers and options whose commands were decoded as escapes, and says so', async () => {
    const { problems, warnings } = await importText(
      jsonLines(
        { problem: 'A?', answer: '\frac12' },
        { problem: 'B?', answer: ['\theta', '\beta'] },
        { problem: 'C?', answer: 'A', options: ['\frac{1}{2}', '\times 3'] },
        { problem: 'D?', answer: '\t5\n' }
      )
    )
    expect(problems.map(({ answer }) => answer)).toEqual([
      String.raw`\frac12`,
      String.raw`\theta, \beta`,
      'A',
      '5'
    ])
    expect(problems[2]!.options).toEqual([String.raw`\frac{1}{2}`, String.raw`\times 3`])
    expect(warnings.join()).toContain('decoded as an escape, restored: 2 (first at line 1)')
  })

  it('the problem alone out of a chat template, without the instruction', async () => {
    const { content } = SHAPES.find(({ name }) => name.startsWith('a chat template'))!
    const { problems, warnings } = await importText(content)
    expect(problems[0]!.text).toBe('How many?')
    expect(warnings.join()).toContain('chat template')
  })

  it('levels as numbers, and words where there is no number', async () => {
    const { problems } = await importText(
      jsonLines(
        { problem: 'A', level: 'Level 3' },
        { problem: 'B', level: 7.5 },
        { problem: 'C', level: 'hard' }
      )
    )
    expect(problems.map(({ level }) => level)).toEqual([3, 7.5, 'hard'])
  })

  it('the GSM8K text before the answer as the solution', async () => {
    const { problems } = await importText(SHAPES[0]!.content)
    expect(problems[0]!.solution).toContain('Add: 24+24')
  })

  it('a field named __proto__ as a field like any other', async () => {
    const { problems } = await importText('{"__proto__":{"problem":"no"},"problem":"yes"}')
    expect(problems.map(({ text }) => text)).toEqual(['yes'])
  })

  it('what a mapping says, whatever the letter case, and nothing for an empty name', async () => {
    const content = jsonLines({ id: 1, problem: 'A?', Frage: 'B?', Antwort: 7, answer: 8 })
    const { problems, mapping } = await importText(content, {
      problem: 'frage',
      answer: 'Antwort',
      id: ''
    })
    expect(problems).toEqual([{ id: '1', text: 'B?', answer: '7' }])
    expect(mapping).toMatchObject({ problem: 'Frage', answer: 'Antwort', id: null })
  })
})

describe('importProblems loses nothing in silence:', () => {
  it('a story, a table or a unit beside the question is part of it', async () => {
    const { problems, warnings } = await importText(
      jsonLines(
        { Body: 'Ida has 3 pens.', Question: 'How many pens?', Answer: 3 },
        { Question: 'What does a cup cost?', table_title: 'Prices', table: 'cup | 2', Answer: 2 },
        { Question: 'How fast?', Answer: '5', unit: 'm/s' },
        { Question: 'Which row?', table: { name: ['a', 'b'], size: [1, 2] }, Answer: 'b' }
      )
    )
    expect(problems.map(({ text }) => text)).toEqual([
      'Ida has 3 pens.\n\nHow many pens?',
      'Prices\n\ncup | 2\n\nWhat does a cup cost?',
      'How fast?\n\nGive the answer in m/s.',
      'name | size\na | 1\nb | 2\n\nWhich row?'
    ])
    expect(warnings.join()).toContain('joined with the passage or table')
    expect(warnings.join()).toContain('joined with the unit')
  })

  it.each([
    { question: 'Read it.', image: { bytes: 'x', path: null }, answer: 1 },
    { question: 'Read it.', has_image: true, answer: 1 },
    { question: '<image> Read it.', answer: 1 },
    { question: 'Read ![it](a.png)', answer: 1 },
    {
      messages: [
        { role: 'user', content: [{ type: 'image_url' }, { type: 'text', text: 'Read it.' }] }
      ],
      answer: 1
    }
  ])('an image is warned of: %o', async (record) => {
    const { warnings } = await importText(jsonLines(record))
    expect(warnings.join()).toContain('with an image')
    const without = await importText(
      jsonLines({ question: 'Add.', image: null, has_image: false, answer: 1 })
    )
    expect(without.warnings.join()).not.toContain('image')
  })

  it('the place of an option becomes its letter, and this is said', async () => {
    const { problems, warnings } = await importText(
      jsonLines({
        question: 'Which flies?',
        options: [
          { key: 'x', text: 'hen' },
          { key: 'y', text: 'owl' }
        ],
        answer_index: 1
      })
    )
    expect(problems[0]).toMatchObject({
      options: ['hen', 'owl'],
      answer: 'B',
      answerKind: 'choice'
    })
    expect(warnings.join()).toContain('1 became B, counted from 0')
  })

  describe('numbers of options that are written as text', () => {
    const animals = ['hen', 'owl', 'cow']
    const answered = (...answers: (string | number)[]) =>
      jsonLines(
        ...answers.map((answer, at) => ({ question: `Which is ${at}?`, options: animals, answer }))
      )

    it.each([
      ['from 0, as one 0 decides', ['1', '2', '0'], ['B', 'C', 'A']],
      ['from 1, as one number beyond the last place decides', ['1', '2', '3'], ['A', 'B', 'C']],
      ['from 0 where they are numbers, as programs count', [1, 2], ['B', 'C']]
    ])('count %s', async (_, answers, letters) => {
      const { problems } = await importText(answered(...answers))
      expect(problems.map(({ answer }) => answer)).toEqual(letters)
    })

    it.each([
      ['lines', answered('1', '2')],
      ['lines, some of them numbers', answered(1, '2')],
      ['a table', 'question,A,B,C,answer\nWhich flies?,hen,owl,cow,1\n']
    ])('are refused where both counts fit: %s', async (_, text) => {
      await expect(importText(text)).rejects.toThrow(
        /At line \d: the answer "[12]" is the number of an option, .* from 0 or from 1: write the letters/
      )
    })
  })

  it('right and wrong answers in columns become options in an order that says nothing', async () => {
    const { problems } = await importText(
      jsonLines({
        Question: 'Which flies?',
        'Correct Answer': 'owl',
        'Incorrect Answer 1': 'cow',
        'Incorrect Answer 2': 'pig'
      })
    )
    expect(problems[0]).toMatchObject({ options: ['cow', 'owl', 'pig'], answer: 'owl' })
  })

  it('any or all of several answers, as the name of their field or the person says', async () => {
    const any = jsonLines({ input: 'A seat?', target: ['sofa', 'couch'] })
    const all = jsonLines({ problem: 'Roots?', answer: ['1', '2'] })
    expect((await importText(any)).problems[0]).toMatchObject({
      answer: 'sofa',
      alternatives: ['couch']
    })
    expect((await importText(all)).problems[0]).toMatchObject({ answer: '1, 2' })
    const spellings = jsonLines({ input: '3/4?', target: ['0.75', '.75', '3/4'] })
    expect((await importText(spellings)).problems[0]).toEqual({
      id: '1',
      text: '3/4?',
      answer: '0.75'
    })
    const path = join(folder, 'several')
    await writeFile(path, all)
    const { problems } = await readProblems(path, { several: 'any' })
    expect(problems[0]).toMatchObject({ answer: '1', alternatives: ['2'] })
  })

  it('problems that are there twice are kept once, and numbers that are no ids give way', async () => {
    const twice = await importText(
      jsonLines({ id: 1, problem: 'A', answer: 1 }, { id: 1, problem: 'A', answer: 1 })
    )
    expect(twice.problems).toHaveLength(1)
    expect(twice.warnings.join()).toContain('more than once, kept once: 1')
    const numbered = await importText(
      jsonLines({ idx: 0, problem: 'A', answer: 1 }, { idx: 0, problem: 'B', answer: 1 })
    )
    expect(numbered.problems.map(({ id }) => id)).toEqual(['1', '2'])
    expect(numbered.warnings.join()).toContain('the problems are numbered instead')
  })

  it('raises an alarm where most answers are missing or cannot be compared', async () => {
    const missing = await importText(
      jsonLines({ problem: 'A' }, { problem: 'B' }, { problem: 'C', answer: 1 })
    )
    expect(missing.alarm).toContain('Only 1 of 3 problems can be graded: 2 have no answer.')
    const path = join(folder, 'words')
    await writeFile(
      path,
      jsonLines({ problem: 'A', answer: 'cold' }, { problem: 'B', answer: 'warm' })
    )
    expect((await readProblems(path, { answerKind: 'number' })).alarm).toContain(
      '2 have one that cannot be compared'
    )
    expect((await readProblems(path, { answerKind: 'text' })).alarm).toBeNull()
  })

  it('a set of yes and no is one', async () => {
    const { problems } = await importText(
      jsonLines({ problem: 'A', answer: 'yes' }, { problem: 'B', answer: 'No' })
    )
    expect(problems.map(({ answerKind }) => answerKind)).toEqual(['yes-no', 'yes-no'])
  })

  it('fields within others by their path', async () => {
    const { problems } = await importText(
      jsonLines(
        { task: { text: 'One?' }, check: { hidden: { gold_value: 1 } } },
        { task: { text: 'Two?' }, check: { hidden: { gold_value: 2 } } }
      ),
      { problem: 'task.text', answer: 'check.hidden.gold_value' }
    )
    expect(problems[0]).toMatchObject({ text: 'One?', answer: '1' })
  })
})

describe('importProblems tells', () => {
  it('which answers became whole numbers, and where first', async () => {
    const { warnings } = await importText(
      jsonLines({ problem: 'A', answer: '3' }, { problem: 'B', answer: '025' })
    )
    expect(warnings).toEqual([
      'Answers written as floats or with leading zeros, now whole numbers: 1 (first at line 2: "025" became "25").'
    ])
  })

  it('how many problems have no answer or repeat a text', async () => {
    const { warnings } = await importText(jsonLines({ problem: 'A' }, { problem: 'A' }))
    expect(warnings).toEqual([
      'Problems without an answer, which can be solved but not graded: 2 (first at line 1).',
      'Problems that repeat the text of an earlier one: 1 (first at line 2).'
    ])
  })

  it('that a published set has another number of problems', async () => {
    const { warnings } = await importText(
      jsonLines({ problem: 'A', answer: '1' }),
      {},
      'AIME_2024.jsonl'
    )
    expect(warnings[0]).toContain('has 30 problems, this file 1')
  })

  it('the first five problems in a preview', async () => {
    const records = Array.from({ length: 9 }, (_, i) => ({ problem: `P${i}?`, answer: i }))
    const preview = previewOf(await importText(jsonLines(...records)))
    expect(preview.count).toBe(9)
    expect(preview.first).toHaveLength(5)
    expect(preview.first[4]).toEqual({ id: '5', text: 'P4?', answer: '4' })
  })
})

describe('importProblems refuses, naming the line and what was expected,', () => {
  const good = '{"problem":"A?","answer":"1"}'

  it('a broken line in the middle', async () => {
    expect(await refusal(`${good}\n\n{"problem":"B?"\n${good}\n`)).toMatch(
      /^At line 3: expected one problem as a JSON object, but it is not valid JSON/
    )
  })

  it('a broken first line', async () => {
    expect(await refusal(`{"problem"\n${good}\n`)).toMatch(/^At line 1: /)
  })

  it('a broken only line', async () => {
    expect(await refusal('{"problem": "A?", ')).toMatch(/^At line 1: /)
  })

  it('a line that is no object', async () => {
    expect(await refusal(`${good}\n[1]\n`)).toContain('At line 2: expected one problem as a JSON')
  })

  it('a broken element of an array', async () => {
    expect(await refusal(`[\n ${good},\n {"problem": nonsense}\n]`)).toMatch(/^At line 3: /)
  })

  it('an array that ends too early, or has something after it', async () => {
    expect(await refusal(`[${good},\n{"problem": "B`)).toContain('At line 2: expected a complete')
    expect(await refusal(`[${good}`)).toContain('the file ends')
    expect(await refusal(`[${good}]\n]`)).toContain('At line 2: expected nothing after')
    expect(await refusal(`[${good},]`)).toContain('expected a problem before')
  })

  it('columns of different rows', async () => {
    const message = await refusal('{"problem":{"0":"A","1":"B"},"answer":{"0":"1"}}')
    expect(message).toContain('Row "1"')
    expect(message).toContain('"answer" (1 rows)')
  })

  it('a CSV line with too many fields, and a quote that is never closed', async () => {
    expect(await refusal('problem,answer\nA,1\nB,1,2\n')).toContain(
      'At line 3: expected 2 fields as in the header, found 3'
    )
    expect(await refusal('problem,answer\nA,1\n"B,1\n')).toContain('At line 3: a quoted field')
    expect(await refusal('problem,answer\n"A"x,1\n')).toContain('At line 2: expected a separator')
    expect(await refusal('problem,problem\nA,1\n')).toContain('appears twice')
  })

  it('a duplicate id, naming both lines', async () => {
    const message = await refusal(jsonLines({ id: 1, problem: 'A' }, { id: '1', problem: 'B' }))
    expect(message).toContain('At line 2: the id "1" is already that of line 1')
  })

  it('an empty text and a text of another kind', async () => {
    expect(await refusal(jsonLines({ problem: 'A' }, { problem: '  ' }))).toContain(
      'At line 2: the problem\'s text in "problem" is empty'
    )
    expect(await refusal(jsonLines({ problem: 'A' }, { problem: 5 }))).toContain('found a number')
    expect(await refusal(jsonLines({ problem: 'A' }, { answer: '1' }))).toContain('found nothing')
  })

  it('an answer that is no answer', async () => {
    expect(await refusal(jsonLines({ problem: 'A', answer: { x: 1 } }))).toContain(
      'expected the answer in "answer" as a text or a number, found an object'
    )
  })

  it('a file without a field that looks like a problem, listing its fields', async () => {
    expect(await refusal(jsonLines({ foo: 1, bar: 2 }))).toContain('the file has "foo", "bar"')
    expect(await refusal(good, { problem: 'Question' })).toContain('no field "Question"')
  })

  it('an empty file, an empty list, bytes that are not UTF-8, binary files', async () => {
    expect(await refusal('')).toContain('empty')
    expect(await refusal('\n \n')).toContain('empty')
    expect(await refusal('[]')).toContain('no problems')
    expect(await refusal('problem,answer\n')).toContain('no problems')
    expect(await refusal(Buffer.from([0x7b, 0x0a, 0xff, 0xfe, 0xff]))).toContain('near line 2')
    expect(await refusal(Buffer.from('a\u0000b'))).toContain('not text')
  })

  it('a damaged Parquet file', async () => {
    const { content } = SHAPES.find(({ name }) => name.startsWith('Parquet'))!
    expect(await refusal(Buffer.from(content).subarray(0, 500))).toContain('Parquet')
  })

  it('a file that is not there, and a folder', async () => {
    await expect(readProblems(join(folder, 'nowhere'))).rejects.toThrow(/There is no file/)
    await expect(readProblems(folder)).rejects.toThrow(/is a folder/)
  })
})

describe('importProblems on a large file', () => {
  it('lets other work go on while it reads', async () => {
    const text = 'How many? '.repeat(40)
    const records = Array.from({ length: 30_000 }, (_, i) => ({
      problem: `${text}${i}`,
      answer: i
    }))
    for (const content of [jsonLines(...records), JSON.stringify(records)]) {
      let turns = 0
      const timer = setInterval(() => turns++, 1)
      const { problems } = await importText(content)
      clearInterval(timer)
      expect(problems).toHaveLength(30_000)
      expect(turns).toBeGreaterThan(5)
    }
  })
})

describe('a hundred mutated files', () => {
  it('are each refused in words or imported whole, with nothing left behind', async () => {
    const outcomes = { imported: 0, refused: 0 }
    for (let seed = 0; seed < 100; seed++) outcomes[await importMutated(seed)]++
    expect(outcomes.imported).toBeGreaterThan(0)
    expect(outcomes.refused).toBeGreaterThan(0)
  })
})

describe('two hundred mutations of a file', () => {
  it.each(Object.keys(FORMATS))('are each refused in words or read whole: %s', async (format) => {
    const outcomes = { imported: 0, refused: 0 }
    for (let seed = 0; seed < 200; seed++) {
      outcomes[await readMutated(format, seed, join(folder, 'mutated'))]++
    }
    expect(outcomes.refused).toBeGreaterThan(0)
    expect(outcomes.imported + outcomes.refused).toBe(200)
  })
})
