import { Command } from 'commander'
import { expect, onTestFinished, test, vi } from 'vitest'
import { judgingCommands } from '../../../../../src/main/doors/terminal/commands/judging.ts'
import type { RunContext } from '../../../../../src/main/doors/terminal/run-context.ts'
import { runBenchmark } from '../../../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../../../src/main/runs/create-run.ts'
import { attemptsAt } from '../../../../../src/main/store/tables/attempts.ts'
import { gradesOf } from '../../../../../src/main/store/tables/grades.ts'
import { findRun } from '../../../../../src/main/store/tables/runs.ts'
import { runRequest, runSetup } from '../../../../helpers/run-setup.ts'

/** A graded run, and `tandem verdict` on its first attempt: what it prints. */
async function graded() {
  const services = runSetup()
  const id = await createRun(services, runRequest({ methods: ['baseline'] }))
  await runBenchmark(services, id, { signal: new AbortController().signal })
  const run = findRun(services.database, id)!
  const attempt = attemptsAt(services.database, run.key, 0)[0]!.key
  const context: Pick<RunContext, 'runServices'> = { runServices: () => services }
  let printed = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
  onTestFinished(() => write.mockRestore())
  async function judge(...args: string[]): Promise<string> {
    printed = ''
    const program = new Command()
    for (const command of judgingCommands(context as RunContext)) {
      program.addCommand(command.exitOverride())
    }
    const words = ['verdict', id, 'sum-1', ...args, '--method', 'baseline']
    await program.parseAsync(words, { from: 'user' })
    return printed
  }
  return { judge, grades: () => gradesOf(services.database, attempt) }
}

test('a person judges an attempt, and takes it back', async () => {
  const { judge, grades } = await graded()
  expect(await judge('ungradable', '--note', 'two answers')).toBe(
    'sum-1 by baseline: ungradable (two answers)\n'
  )
  expect(grades().map(({ verdict }) => verdict)).toEqual(['right', 'ungradable'])
  expect(await judge('--clear')).toBe('sum-1 by baseline: right, by the grader\n')
  expect(grades().map(({ verdict }) => verdict)).toEqual(['right'])
  expect(JSON.parse(await judge('--clear', '--json'))).toMatchObject({
    problem: 'sum-1',
    verdict: 'right',
    note: null
  })
})

test('half a judgement changes nothing', async () => {
  const { judge, grades } = await graded()
  for (const half of [['wrong'], ['--note', 'why'], ['wrong', '--note', 'why', '--clear'], []]) {
    await expect(judge(...half)).rejects.toMatchObject({
      hint: 'Give a verdict and --note, or --clear alone.'
    })
  }
  expect(grades()).toHaveLength(1)
})
