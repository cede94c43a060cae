import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gradeCommand } from '../../../src/main/doors/terminal/commands/grade.ts'
import { UserError } from '../../../src/main/user-error.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-grade-'))
})
afterAll(() => rm(folder, { recursive: true }))

function memory(): { readonly stream: Writable; text(): string } {
  const chunks: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString())
      done()
    }
  })
  return { stream, text: () => chunks.join('') }
}

async function grade(
  lines: readonly unknown[],
  ...flags: string[]
): Promise<readonly [string, string]> {
  const file = join(folder, 'lines.jsonl')
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  const [output, report] = [memory(), memory()]
  await gradeCommand(output.stream, report.stream).parseAsync([file, ...flags], { from: 'user' })
  return [output.text(), report.text()]
}

test('prints one judgement a line as JSON and the agreement apart', async () => {
  const [output, report] = await grade(
    [
      { gold: '2x+2', pred: '2(x+1)', expected: true, tier: 'core' },
      { kind: 'extract', gold: '7', pred: 'It is \\boxed{8}', expected: false, tier: 'core' },
      { kind: 'extract', mode: 'string', gold: null, pred: '#### 31', expected: '31' },
      { kind: 'extract', mode: 'string', gold: null, pred: 'no idea', expected: null }
    ],
    '--json'
  )
  const printed = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  expect(printed).toEqual([
    {
      verdict: 'equal',
      extracted: null,
      rule: null,
      reason: 'they agree wherever they were compared'
    },
    { verdict: 'different', extracted: '8', rule: 'box', reason: 'different numbers' },
    { verdict: 'equal', extracted: '31', rule: 'hashes', reason: 'the expected text' },
    { verdict: 'equal', extracted: null, rule: 'none', reason: 'the expected text' }
  ])
  expect(report).toMatch(/equiv +core +1 +1 +100\.0 %/)
})

test('counts judgements for a reader, and has no table without expectations', async () => {
  const [output, report] = await grade([
    { gold: '1', pred: '1' },
    { gold: '1', pred: '2' }
  ])
  expect(output).toBe('2 lines: 1 equal, 1 different, 0 undecidable\n')
  expect(report).toBe('')
})

test('compares by the policy that it is given', async () => {
  const rounded = [{ gold: '\\frac13', pred: '0.333' }]
  expect((await grade(rounded, '--policy', 'strict'))[0]).toContain('1 different')
  expect((await grade(rounded))[0]).toContain('1 equal')
})

test('grades nothing when a line is broken, and names it', async () => {
  await expect(grade([{ gold: '1', pred: '1' }, { gold: '1' }])).rejects.toThrow(/line 2: pred/)
})

test('reads lines of its own under the limits of every strange file, packed or not', async () => {
  const file = join(folder, 'packed.jsonl.gz')
  await writeFile(file, gzipSync('{"gold":"12345678901234567890","pred":12345678901234567891}\n'))
  const output = memory()
  await gradeCommand(output.stream, memory().stream).parseAsync([file], { from: 'user' })
  expect(output.text()).toBe('1 line: 0 equal, 1 different, 0 undecidable\n')

  const deep = `{"gold":"1","pred":"1"}\n{"gold":"1","pred":"1","more":${'['.repeat(100_000)}}`
  await writeFile(file, deep)
  const grading = gradeCommand(memory().stream, memory().stream).parseAsync([file], {
    from: 'user'
  })
  await expect(grading).rejects.toThrow(/line 2: Brackets are nested more than 64 deep/)
  await writeFile(
    file,
    `{"gold":"1","pred":"1"}\n{"gold":"1","pred":"${'1'.repeat(65 * 2 ** 20)}"}`
  )
  const long = gradeCommand(memory().stream, memory().stream).parseAsync([file], { from: 'user' })
  await expect(long).rejects.toThrow(/Line 2 is longer than/)
})

test('says which file it cannot read', async () => {
  const command = gradeCommand(memory().stream, memory().stream)
  const missing = join(folder, 'missing.jsonl')
  await expect(command.parseAsync([missing], { from: 'user' })).rejects.toThrow(UserError)
})
