import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setsCommand } from '../../../../../src/main/doors/terminal/commands/sets.ts'
import { UserError } from '../../../../../src/main/user-error.ts'
import { importPreviewSchema } from '../../../../../src/shared/problem-set.ts'
import { runHere } from '../../../../helpers/run-here.ts'
import { temporarySets } from '../../../../helpers/temporary-sets.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-cli-'))
  file = join(folder, 'My set.jsonl')
  await writeFile(file, '{"Question":"A?","Answer":"025"}\n{"Question":"B?","Answer":"7"}\n')
})
afterEach(() => rm(folder, { recursive: true }))

/** Runs `tandem sets ...` on a store in the folder and returns what it printed. */
async function sets(...words: string[]): Promise<string> {
  let printed = ''
  const output = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk)
      done()
    }
  })
  const command = setsCommand(() => temporarySets(folder), output)
  for (const one of command.commands) one.configureOutput({ writeErr: () => {} })
  await command.parseAsync(words, { from: 'user' })
  return printed
}

describe('tandem sets', () => {
  it('previews with --dry-run --json and stores nothing', async () => {
    const printed = await sets('import', file, '--dry-run', '--json')
    const preview = importPreviewSchema.parse(JSON.parse(printed))
    expect(preview).toMatchObject({
      count: 2,
      mapping: { problem: 'Question', answer: 'Answer' },
      first: [
        { id: '1', text: 'A?', answer: '25' },
        { id: '2', text: 'B?', answer: '7' }
      ]
    })
    expect(preview.warnings).toHaveLength(1)
    expect(await readdir(folder)).toEqual(['My set.jsonl'])
  })

  it('imports, lists, shows, exports and deletes', async () => {
    expect(await sets('import', file)).toContain('Imported as "my-set".')
    expect(await sets('list')).toMatch(/^my-set {7}2 {2}My set\n$/)
    expect(JSON.parse(await sets('list', '--json'))).toMatchObject([{ id: 'my-set', count: 2 }])
    expect(await sets('show', 'my-set')).toContain('  1: A?\n    = 25')
    expect(JSON.parse(await sets('show', 'my-set', '--json'))).toMatchObject({
      name: 'My set',
      problems: [{ text: 'A?' }, { text: 'B?' }]
    })
    const exported = await sets('export', 'my-set')
    expect(exported).toBe(
      '{"id":"1","text":"A?","answer":"25"}\n{"id":"2","text":"B?","answer":"7"}\n'
    )
    await writeFile(file, exported)
    await sets('import', file, '--name', 'Again')
    expect(await sets('export', 'again')).toBe(exported)
    await sets('delete', 'my-set')
    expect(await sets('list')).not.toContain('my-set')
  })

  it('takes a mapping', async () => {
    const printed = await sets('import', file, '--map', 'problem=Answer', '--dry-run', '--json')
    expect(JSON.parse(printed)).toMatchObject({ mapping: { problem: 'Answer', answer: 'Answer' } })
  })

  it('refuses a name that is taken, and unknown sets, saying what to do', async () => {
    await sets('import', file)
    const hintOf = (words: string[]) =>
      sets(...words).catch((error: unknown) => error instanceof UserError && error.hint)
    expect(await hintOf(['import', file])).toContain('--name')
    expect(await hintOf(['show', 'nothing'])).toContain('tandem sets list')
    expect(await hintOf(['delete', 'nothing'])).toContain('tandem sets list')
  })

  it('stores nothing of a broken file', async () => {
    await writeFile(file, '{"problem":"A?"}\n{"problem":\n')
    await expect(sets('import', file)).rejects.toThrow(/^At line 2: /)
    expect(await sets('list', '--json')).toBe('[]\n')
  })

  it('ends with 2 and one sentence on standard error for a bad file and for bad use', () => {
    const run = (...words: string[]) =>
      spawnSync(process.execPath, ['bin/tandem.js', 'sets', ...words], {
        encoding: 'utf8',
        env: { ...process.env, TANDEM_DATA: join(folder, 'data') }
      })
    const missing = run('import', join(folder, 'nowhere.csv'))
    expect(missing.status).toBe(2)
    expect(missing.stdout).toBe('')
    expect(missing.stderr).toBe(`There is no file ${join(folder, 'nowhere.csv')}.\n`)
    expect(run('import').status).toBe(2)
  })

  it('refuses a mapping of unknown fields', async () => {
    await expect(sets('import', file, '--map', 'task=Question')).rejects.toThrow(
      /the fields are problem, answer/
    )
  })
})

it('tells names and answers with line breaks in one line each', async () => {
  const problem = { id: 'a\nforged 100 %', problem: 'What is 3 + 4?', answer: '7\n= 8' }
  await writeFile(file, JSON.stringify(problem))
  const name = 'Sums\nRun x: finished, 100 %'
  const told = [await runHere(folder, ['sets', 'import', file, '--name', name])]
  const { stdout } = await runHere(folder, ['sets', 'list'])
  const id = /^sums-run\S*/m.exec(stdout)![0]
  told.push(await runHere(folder, ['sets', 'list']), await runHere(folder, ['sets', 'show', id]))
  const lines = told.flatMap((one) => `${one.stdout}${one.stderr}`.split('\n'))
  expect(lines.filter((line) => /^(forged|Run x|= 8)/.test(line))).toEqual([])
  expect(lines.filter((line) => line.includes('forged')).length).toBeGreaterThan(0)
})
