import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gradeCommand } from '../../../src/main/doors/terminal/commands/grade.ts'
import { readOutputs } from '../../../src/main/grading/read-outputs.ts'
import { zipOf } from '../../helpers/hostile-imports/zip-bytes.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-outputs-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return path
}
const jsonLines = (...records: object[]) =>
  records.map((record) => JSON.stringify(record)).join('\n')

const sample = (id: number, text: string) => ({
  id,
  input: 'Half of 14?',
  target: '7',
  output: { choices: [{ message: { role: 'assistant', content: text } }] }
})

const FILES: readonly (readonly [string, string, string | Buffer])[] = [
  [
    'lm-evaluation-harness',
    'lm-evaluation-harness',
    jsonLines(
      {
        doc_id: 0,
        doc: { question: 'Half of 14?' },
        target: '7',
        resps: [['So \\boxed{7}']],
        filter: 'strict',
        exact_match: 1
      },
      {
        doc_id: 0,
        doc: { question: 'Half of 14?' },
        target: '7',
        resps: [['So \\boxed{7}']],
        filter: 'flexible',
        exact_match: 1
      },
      {
        doc_id: 1,
        doc: { question: 'Half of 14?' },
        target: '7',
        resps: [['So \\boxed{8}']],
        filter: 'strict'
      },
      {
        doc_id: 2,
        doc: { question: 'Half of 14?' },
        target: '7',
        resps: [['I give up']],
        filter: 'strict'
      }
    )
  ],
  [
    'lighteval',
    'lighteval',
    jsonLines(
      ...['So \\boxed{7}', 'So \\boxed{8}', 'I give up'].map((text) => ({
        doc: { query: 'Half of 14?', choices: ['7'], gold_index: 0 },
        model_response: { text: [text] }
      }))
    )
  ],
  [
    'lighteval as it was',
    'lighteval',
    jsonLines(
      ...['So \\boxed{7}', 'So \\boxed{8}', 'I give up'].map((text) => ({
        gold: ['7'],
        predictions: [text]
      }))
    )
  ],
  [
    'a log of Inspect',
    'Inspect',
    JSON.stringify({
      version: 2,
      status: 'success',
      eval: { task: 'x' },
      samples: [sample(1, '\\boxed{7}'), sample(2, '\\boxed{8}'), sample(3, 'I give up')]
    })
  ],
  [
    'a packed log of Inspect',
    'Inspect',
    zipOf([
      ['header.json', '{}'],
      ...['\\boxed{7}', '\\boxed{8}', 'I give up'].map(
        (text, at) => [`samples/${at}_epoch_1.json`, JSON.stringify(sample(at, text))] as const
      )
    ])
  ],
  [
    'gold and output under names of their own',
    'gold and output',
    jsonLines(
      { question: 'Half of 14?', reference: 7, response: 'It is \\boxed{7}' },
      { question: 'Half of 14?', reference: 7, response: 'It is \\boxed{8}' },
      { question: 'Half of 14?', reference: 7, response: 'I give up' }
    )
  ],
  [
    'a table',
    'gold and output',
    'gold,output\n7,It is \\boxed{7}\n7,It is \\boxed{8}\n7,I give up\n'
  ]
]

describe('outputs that other tools stored', () => {
  it.each(FILES)('are read: %s', async (_, tool, content) => {
    const found = await readOutputs(await fileOf(content))
    expect(found.tool).toBe(tool)
    expect(found.lines).toHaveLength(3)
    expect(found.lines.map(({ gold }) => gold)).toEqual(['7', '7', '7'])
    expect(found.lines.map(({ pred }) => /\\boxed\{(\d)\}|give up/.exec(pred)?.[0])).toEqual([
      '\\boxed{7}',
      '\\boxed{8}',
      'give up'
    ])
  })

  it('are graded with what states no answer apart from what is wrong', async () => {
    let printed = ''
    const output = new Writable({
      write(chunk, _encoding, done) {
        printed += String(chunk)
        done()
      }
    })
    await gradeCommand(output, output).parseAsync([await fileOf(FILES[0]![2])], { from: 'user' })
    expect(printed).toBe(
      '3 outputs (lm-evaluation-harness): 1 right, 1 wrong, 1 unparsed, 0 undecidable\n'
    )
  })

  it('that hold nothing to grade are refused, likelihoods left out', async () => {
    const likelihoods = {
      doc_id: 0,
      doc: {},
      target: 1,
      resps: [[['-1.5', 'False']], [['-0.5', 'True']]]
    }
    await expect(readOutputs(await fileOf(jsonLines({ a: 1 })))).rejects.toThrow(
      /no outputs with a gold answer/
    )
    await expect(readOutputs(await fileOf(jsonLines(likelihoods)))).rejects.toThrow(/no outputs/)
    await expect(readOutputs(await fileOf(zipOf([['a.txt', 'x']])))).rejects.toThrow(
      /no log of Inspect/
    )
  })
})
