import { afterEach, expect, test } from 'vitest'
import { jobText } from '../../../src/renderer/features/shell/job-text.ts'
import { speak } from '../../../src/renderer/words/language.ts'
import type { RunningJob } from '../../../src/shared/contract/app.ts'

const solve: RunningJob = { run: 'a', kind: 'solve', by: 'page', progress: null }
const benchmark: RunningJob = { ...solve, kind: 'benchmark' }
const progress = { name: 'School', done: 3, total: 1200 }
const JOBS: readonly RunningJob[] = [
  solve,
  benchmark,
  { ...benchmark, progress },
  { ...solve, by: 'program' },
  { ...solve, by: 'elsewhere' },
  { ...benchmark, by: 'terminal' }
]

afterEach(() => speak('en'))

test('what is being worked on is said in the language of the window', () => {
  expect(JOBS.map(jobText)).toEqual([
    'solving',
    'starting a benchmark',
    'benchmark School: 3 of 1\u202f200',
    'answering a program',
    'solving (another process)',
    'a benchmark (in the terminal)'
  ])
  speak('de')
  expect(JOBS.map(jobText)).toEqual([
    'löst eine Aufgabe',
    'ein Benchmark beginnt',
    'Benchmark Schule: 3 von 1\u202f200',
    'antwortet einem Programm',
    'löst eine Aufgabe (anderer Prozess)',
    'ein Benchmark (im Terminal)'
  ])
})
