import { expect, it } from 'vitest'
import { runHere } from '../../../helpers/run-here.ts'
import { temporaryFolder } from '../../../helpers/run-setup.ts'

it.each([
  [['solve'], /no problem/i],
  [['solve', '  '], /empty/],
  [['solve', 'x', '--paths', '0'], /1 to 26/],
  [['solve', 'x', '--temperature', 'warm'], /not a number/],
  [['solve', 'x', '--method', 'magic'], /Allowed choices/],
  [['solve', 'x', '--file', 'y'], /two problems/],
  [['solve', 'x', '--prompts', 'nowhere'], /Known: .*tandem-school/],
  [['solve', 'x', '--strategies', 'nowhere.json'], /no file nowhere\.json/],
  [['solve', 'x', '--target', 'nowhere.gguf', '--draft', 'nowhere.gguf'], /no target model/],
  [['solve', 'x', '--target', 'nowhere.gguf'], /draft model too/],
  [['solve', 'x', '--scorer', 'p-accept', '--threshold', '7'], /probability/],
  [['frobnicate'], /unknown command/]
])('%j ends with 2 and says what to do', async (args, message) => {
  const { code, stdout, stderr } = await runHere(temporaryFolder(), args)
  expect(stderr).toMatch(message)
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

it.each([
  [['frobnicate'], 'tandem --help'],
  [['show'], 'tandem show --help'],
  [['export', 'latest', '--format', 'pdf'], 'tandem export --help'],
  [['show', 'latest', '--attempt', '1', '--outcome', 'right'], 'tandem show --help'],
  [['models', 'verify', '--fast'], 'tandem models verify --help']
])('%j is told with where the right use stands', async (args, help) => {
  const { code, stderr } = await runHere(temporaryFolder(), args)
  const [error, advice, end] = stderr.split('\n')
  expect(error).toMatch(/^error: /)
  expect([advice, end, code]).toEqual([`See what can stand there with: ${help}`, '', 2])
})
