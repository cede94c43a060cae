import { expect, test } from 'vitest'
import { attemptSubject } from '../../../src/renderer/features/attempt/attempt-subject.ts'
import { emptyView } from '../../../src/shared/fold.ts'
import { OPTIONS } from '../../helpers/solve-job.ts'

const model = (name: string) => ({ name, sha256: '', parameters: 1 })

test('an attempt is told by its method, its pair and the beginning of its problem', () => {
  const attempt = {
    options: { ...OPTIONS, method: 'ssr' as const },
    pair: { draft: model('small'), target: model('large') }
  }
  expect(attemptSubject({ ...attempt, problem: ' What is\n\n7 + 8? ' })).toEqual([
    'ssr, small with large',
    'What is 7 + 8?'
  ])
  const [, long = ''] = attemptSubject({ ...attempt, problem: 'seven and eight '.repeat(20) })
  expect(long).toMatch(/^(seven and eight )+(seven |and )*…$/)
  expect(long.length).toBeLessThan(145)
})

test('nothing is said of what is not known yet', () => {
  expect(attemptSubject(emptyView())).toEqual([])
})
