import { expect, it } from 'vitest'
import { otherStarts } from '../../../src/renderer/features/shell/other-start.ts'

const labels = (failure: Parameters<typeof otherStarts>[0]) =>
  otherStarts(failure).map(({ label }) => label)

it('offers a smaller start, and the same against the advice', () => {
  const starts = otherStarts({ code: 'wont-fit', offer: { paths: 2, context: 4096 } })
  expect(starts).toEqual([
    {
      label: 'Start with 2 paths, 4096 tokens a path',
      paths: 2,
      loading: { gpu: 'auto', context: 4096, loadAnyway: false }
    },
    { label: 'Load anyway', loading: { gpu: 'auto', context: null, loadAnyway: true } }
  ])
})

it('goes on with the CPU alone where the GPU was at fault', () => {
  expect(labels({ code: 'died-often', offer: { gpu: false } })).toEqual([
    'Start with the CPU alone',
    'Load anyway'
  ])
  expect(otherStarts({ code: 'model-died', offer: { gpu: false } })[0]?.loading.gpu).toBe('off')
})

it('offers nothing where neither would help', () => {
  expect(labels({ code: 'model-refused' })).toEqual([])
  expect(labels({ code: 'internal', offer: {} })).toEqual([])
})
