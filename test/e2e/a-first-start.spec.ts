import { ratioText } from '../../src/shared/ratio-text.ts'
import { RECORDED } from '../../src/shared/recorded-run.ts'
import { answerOf, expectOutcome, solved } from './answer.ts'
import { expect, test } from './fixture.ts'
import { ask, newestAttempt } from './store.ts'

// By its name the first of the files: what its first start measures of this machine, the programs of all other tests take over.

test.describe('the first start', () => {
  test.use({ firstStart: true })

  test('solves a sample problem after the first start, and shows the figures that are stored', async ({
    tandem
  }) => {
    const { page, data } = tandem
    const outcome = answerOf(page)
    await solved(page)
    await expect(page.getByRole('button', { name: /^Solve/ })).toBeEnabled()

    const attempt = newestAttempt(data)
    expect(attempt.status).toBe('done')
    await expect(outcome).toContainText(attempt.answer!)
    await expect(outcome).toContainText(attempt.verdict === 'right' ? 'Right' : 'Wrong')
    const compute = page.getByRole('region', { name: 'Against the baseline' })
    await expect(compute).toContainText(ratioText(attempt.gamma))
    await expect(compute).toContainText(ratioText(attempt.gamma_decode))
    await expect(compute).toContainText(ratioText(attempt.wall_ratio))

    const paths = ask<{ id: number; steps: number }>(
      data,
      `SELECT path AS id, (SELECT count(*) FROM steps WHERE steps.attempt_key = paths.attempt_key AND steps.path = paths.path) AS steps
       FROM paths WHERE attempt_key = ${attempt.key} ORDER BY path`
    )
    for (const { id, steps } of paths) {
      await expect(
        page.getByRole('region', { name: `Path ${id + 1}`, exact: true }).getByRole('article')
      ).toHaveCount(steps)
    }
  })
})

test('who has solved nothing yet sees what it is in three pictures, and a recorded run', async ({
  tandem
}) => {
  const { page, data } = tandem
  const introduction = page.getByRole('region', { name: /^A small and a large model/ })
  await expect(introduction.getByRole('figure')).toHaveCount(3)
  // It is not in the way of the one click.
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeEnabled()
  await expect(introduction.getByRole('link', { name: 'Get a stronger pair' })).toHaveAttribute(
    'href',
    '#/models/download'
  )

  await introduction.getByRole('link', { name: 'Look at a recorded run' }).click()
  await expect(page.getByRole('note')).toContainText('Recording')
  const outcome = answerOf(page)
  await expectOutcome(page, 'answered')
  await expect(outcome).toContainText('Right')
  await expect(page.getByRole('slider', { name: /^Steps of path/ })).toHaveCount(3)
  await expect(page.getByRole('article', { name: /rewritten by the target/ })).not.toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Judge it right' })).toHaveCount(0)
  expect(ask(data, 'SELECT 1 FROM runs')).toEqual([])

  expect(page.url()).toMatch(new RegExp(`#/history/${RECORDED.run}/${RECORDED.attempt}$`))
  await page.reload()
  await expect(page.getByRole('note')).toContainText('Recording')

  await page.keyboard.press('?')
  await page.getByRole('link', { name: 'What Tandem does, in three pictures' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('figure')).toHaveCount(3)
})
