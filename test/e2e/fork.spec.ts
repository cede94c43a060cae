import { ratioText } from '../../src/shared/ratio-text.ts'
import { ENDED, expectOutcome, solved } from './answer.ts'
import { chooseMethod } from './choices.ts'
import { expect, test } from './fixture.ts'
import { ask, newestAttempt } from './store.ts'

interface StoredStep {
  readonly path: number
  readonly author: string
  readonly text: string
}

test('a fork shares the beginning of its parent, stands beside it, and shows the figures that are stored', async ({
  tandem
}) => {
  const { page, data } = tandem
  await chooseMethod(page, 'ssr')
  await solved(page, ENDED)
  const parent = newestAttempt(data).key
  const stepsOf = (attempt: number) =>
    ask<StoredStep>(
      data,
      `SELECT path, author, text FROM steps WHERE attempt_key = ${attempt} ORDER BY path, step`
    )

  const path = page.getByRole('region', { name: 'Path 1', exact: true })
  const otherwise = page.getByRole('button', { name: 'Go on otherwise from here' })
  await path.getByRole('article', { name: /^Step 1,/ }).click()
  await otherwise.click()
  // The shortcut that solves is not for who types behind a dialog.
  const first = page.getByRole('dialog', { name: 'Go on otherwise from step 1 of path 1' })
  await first.getByRole('radio', { name: 'I write this step' }).check()
  await first.getByRole('textbox').press('Control+Enter')
  await expect(first).toBeVisible()
  await first.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('link', { name: 'Details' }).click()
  await path.getByRole('article', { name: /^Step 2,/ }).click()
  await path.getByRole('button', { name: 'Go on otherwise from here' }).click()
  const dialog = page.getByRole('dialog', { name: 'Go on otherwise from step 2 of path 1' })
  await dialog.getByRole('radio', { name: 'Let the target write this step' }).check()
  await dialog.getByRole('button', { name: 'Go on' }).click()

  await expect(page.getByText(`Fork of attempt ${parent}: the target writes step 2`)).toBeVisible()
  await expectOutcome(page, ENDED)
  await expect(path.getByRole('article', { name: /^Step 1,/ })).toContainText('shared')
  const fork = newestAttempt(data)
  expect(fork.key).toBeGreaterThan(parent)
  const [before, after] = [parent, fork.key].map((attempt) =>
    stepsOf(attempt).filter((step) => step.path === 0)
  )
  expect(after![0]).toEqual(before![0])
  expect(after![1]!.author).toBe('target')

  await page.getByRole('button', { name: 'Beside its parent' }).click()
  const sides = [
    { side: page.getByRole('region', { name: 'Parent, ssr' }), steps: before! },
    { side: page.getByRole('region', { name: 'Fork, ssr' }), steps: after! }
  ]
  for (const { side, steps } of sides) {
    await expect(side.getByText('From here on they differ')).toHaveCount(1)
    const first = side.getByRole('region', { name: 'Path 1', exact: true })
    const last = first.getByRole('article').last()
    await expect(last).toHaveAttribute('aria-posinset', String(steps.length))
    await expect(last).toHaveAttribute('aria-setsize', String(steps.length))
  }
  await expect(sides[1]!.side).toContainText(`compute ${ratioText(fork.gamma)}`)
  // Nothing else was begun meanwhile.
  expect(ask(data, 'SELECT key FROM attempts')).toHaveLength(2)
})
