import { ENDED, answerOf, expectOutcome, solve, solved } from './answer.ts'
import { chooseMethod, choosePaths } from './choices.ts'
import { expect, test } from './fixture.ts'
import { holdModels } from './models-process.ts'
import { ask, newestAttempt } from './store.ts'

test('nothing of one problem survives into another', async ({ tandem }) => {
  const { page, data } = tandem
  const problem = page.getByRole('textbox', { name: 'Problem' })
  const answer = page.getByRole('textbox', { name: 'Known answer' })
  const sample = await problem.inputValue()
  const known = await answer.inputValue()
  expect(known).not.toBe('')

  await problem.fill('Ben has 12 nuts and finds 5 more. How many has he now?')
  await expect(answer).toHaveValue('')
  await problem.fill(sample)
  await expect(answer).toHaveValue(known)

  // An answer that is typed before the problem is solved stays with it, and goes with the next one.
  await problem.fill('Ben has 12 nuts and finds 5 more. How many has he now?')
  await answer.fill('17')
  await problem.fill('Ben has 12 nuts and finds 5 others. How many has he now?')
  await expect(answer).toHaveValue('17')
  await solved(page, ENDED)
  await problem.fill('What is 30 - 4?')
  await expect(answer).toHaveValue('')
  await expect(page.getByRole('note')).toContainText('5 others')

  const [first] = ask<{ seed: number }>(data, 'SELECT seed FROM attempts ORDER BY key DESC')
  await solve(page)
  await expect(page.getByRole('note')).toHaveCount(0)
  await expectOutcome(page, ENDED)
  const seeds = ask<{ seed: number }>(data, 'SELECT seed FROM attempts ORDER BY key')
  expect(seeds).toHaveLength(2)
  expect(seeds[1]).not.toEqual(first)
})

test('an answer that was typed goes with a problem that was never solved, and stays with one that is corrected', async ({
  tandem
}) => {
  const { page } = tandem
  const problem = page.getByRole('textbox', { name: 'Problem' })
  const answer = page.getByRole('textbox', { name: 'Known answer' })
  const nuts = 'Ben has 12 nuts and finds 5 mroe. How many has he now?'
  await problem.fill(nuts)
  await answer.fill('17')

  // A typo, key by key, and after a reload.
  await problem.fill(nuts.replace('mroe', 'more'))
  await expect(answer).toHaveValue('17')
  await page.reload()
  await problem.press('Control+End')
  await problem.pressSequentially(' Give a number.')
  await expect(answer).toHaveValue('17')
  await problem.press('Control+End')
  for (const _key of 'number.') await problem.press('Backspace')
  await expect(answer).toHaveValue('17')
  const corrected = await problem.inputValue()

  // The whole text replaced at once, and taken back.
  await problem.fill('Find the area of a circle of radius 3.')
  await expect(answer).toHaveValue('')
  await problem.fill(corrected)
  await expect(answer).toHaveValue('17')

  // Typed over, and with the words of the one before but other figures.
  await problem.press('Control+A')
  await problem.pressSequentially('What is 12 * 7?')
  await expect(answer).toHaveValue('')
  await answer.fill('84')
  await problem.fill('What is 30 - 4?')
  await expect(answer).toHaveValue('')
  await page.reload()
  await expect(problem).toHaveValue('What is 30 - 4?')
  await expect(answer).toHaveValue('')

  // An answer may also come first.
  await problem.fill('')
  await answer.fill('9')
  await problem.pressSequentially('What is 4 + 5?')
  await expect(answer).toHaveValue('9')
})

test('a pinned seed says so, and stays until it is let go', async ({ tandem }) => {
  const { page, data } = tandem
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('button', { name: 'Pin one' }).click()
  await page.getByLabel('Seed', { exact: true }).fill('41')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await solved(page, ENDED)
  await page.getByRole('button', { name: 'Again' }).click()
  await expect
    .poll(() => ask<{ seed: number }>(data, 'SELECT seed FROM runs'))
    .toEqual([{ seed: 41 }, { seed: 41 }])
  await page.getByRole('button', { name: 'Seed 41' }).click()
  await expect(page.getByRole('button', { name: 'Seed 41' })).toHaveCount(0)
})

test('what a problem is to be solved with stays chosen when the page is loaded again', async ({
  tandem
}) => {
  const { page } = tandem
  await chooseMethod(page, 'ssr')
  const more = page.getByRole('button', { name: 'More options' })
  await more.click()
  await page.getByLabel('Paths').fill('7')
  await page.getByLabel('Threshold', { exact: true }).fill('4')
  await page.getByLabel('Temperature').fill('0.3')
  await page.getByRole('button', { name: 'Pin one' }).click()
  await page.getByLabel('Seed', { exact: true }).fill('97')
  await page.getByLabel('Measured baseline').check()

  await page.reload()
  await expect(page.getByLabel('Method')).toHaveText(/several paths\s*ssr\s*$/)
  await expect(page.getByRole('button', { name: 'Seed 97' })).toBeVisible()
  await more.click()
  await expect(page.getByLabel('Paths')).toHaveValue('7')
  await expect(page.getByLabel('Threshold', { exact: true })).toHaveValue('4')
  await expect(page.getByLabel('Temperature')).toHaveValue('0.3')
  await expect(page.getByLabel('Measured baseline')).toBeChecked()

  // Where what was chosen is gone, what suits is chosen.
  await page.evaluate(() => {
    const kept = JSON.parse(sessionStorage.getItem('tandem.solve')!) as object
    sessionStorage.setItem('tandem.solve', JSON.stringify({ ...kept, pair: 'deleted' }))
  })
  await page.reload()
  await expect(page.getByLabel('Method')).toContainText('ssr-adaptive')
})

test('a method is told by its words, and effort is the one dial beside it', async ({ tandem }) => {
  const { page, data } = tandem
  const method = page.getByLabel('Method')
  await expect(method).toHaveText(/^\s*Both models, as needed\s*ssr-adaptive\s*$/)
  const problem = page.getByRole('region', { name: 'Problem' })
  for (const name of ['Paths', 'Threshold', 'Temperature']) {
    await expect(problem.getByLabel(name, { exact: true })).toHaveCount(0)
  }
  const effort = page.getByRole('group', { name: 'Effort' })
  await expect(effort.getByRole('radio', { name: 'balanced' })).toBeChecked()
  await effort.getByRole('radio', { name: 'balanced' }).press('ArrowRight')
  await expect(effort.getByRole('radio', { name: 'thorough' })).toBeChecked()
  await solved(page, ENDED)
  const [run] = ask<{ config: string }>(data, 'SELECT config FROM runs')
  const { options } = JSON.parse(run!.config) as { options: { plan: { effort: string } } }
  expect(options.plan.effort).toBe('thorough')

  // Where a method has no effort, there is nothing to set.
  await chooseMethod(page, 'baseline')
  await expect(method).toHaveText(/^\s*Large model alone\s*baseline\s*$/)
  await expect(effort).toHaveCount(0)
})

test('a reload, a second tab, back and forward lose nothing', async ({ tandem }) => {
  const { page, data } = tandem
  const problem = page.getByRole('textbox', { name: 'Problem' })
  await problem.fill('Ann has 20 pens and loses 3. How many has she left?')
  await page.reload()
  await expect(problem).toHaveValue('Ann has 20 pens and loses 3. How many has she left?')

  await chooseMethod(page, 'parallel')
  await choosePaths(page, 20)
  await page.keyboard.press('Control+Enter')
  await expect
    .poll(() => ask(data, 'SELECT 1 FROM steps LIMIT 1'), { intervals: [20] })
    .toHaveLength(1)
  const goOn = holdModels(tandem.pid)
  await page.reload()
  const stop = page.getByRole('button', { name: /^Stop/ })
  await expect(stop.first()).toBeEnabled()

  const tab = await page.context().newPage()
  await tab.goto(new URL('/#/solve', page.url()).href)
  await expect(tab.getByRole('region', { name: 'Path 1', exact: true })).toBeVisible()
  await tab.getByRole('button', { name: /^Stop/ }).first().click()
  goOn()
  await expectOutcome(tab, 'stopped')
  await expectOutcome(page, 'stopped')
  await tab.close()

  const first = page.url()
  await choosePaths(page, 1)
  await problem.fill('What is 50 - 8?')
  await solved(page, ENDED)
  expect(page.url()).not.toBe(first)
  await page.goBack()
  await expectOutcome(page, 'stopped')
  await page.goForward()
  await expectOutcome(page, ENDED)
})

test('an address that names nothing says so', async ({ tandem }) => {
  const { page } = tandem
  for (const place of [
    '#/nowhere',
    '#/solve/no-such-run',
    '#/%E0%A4%A',
    '#/benchmark/no-such-run'
  ]) {
    await page.goto(new URL(`/${place}`, page.url()).href)
    await expect(page.getByRole('main')).toContainText(/nothing at this address|There is no run/)
  }
  // What was said of one address is not said of another.
  await page.goto(new URL('/#/solve/no-such-run', page.url()).href)
  await expect(page.getByRole('main')).toContainText('There is no run')
  await page.getByRole('link', { name: 'Solve', exact: true }).click()
  await expect(page.getByRole('main')).not.toContainText('There is no run')
})

test('no time is compared with an estimate, and it can be measured', async ({ tandem }) => {
  const { page, data } = tandem
  await solved(page, ENDED)
  expect(newestAttempt(data)).toMatchObject({ baseline: 'estimated', wall_ratio: null })
  await expect(answerOf(page)).not.toContainText('time')
  await page.getByRole('button', { name: /^measure it/ }).click()
  // What begins later does not take anybody away from where they are.
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await expect
    .poll(() => ask(data, "SELECT method FROM attempts WHERE status = 'done' ORDER BY key"))
    .toEqual([{ method: 'ssr-adaptive' }, { method: 'baseline' }, { method: 'ssr-adaptive' }])
  await expect(page).toHaveURL(/#\/history$/)
  await page.getByRole('link', { name: 'Solve', exact: true }).click()
  await expect(answerOf(page)).toContainText(/time (−\d+|\d)/)
})

test('the large model alone is one click away, and a result can be copied', async ({ tandem }) => {
  const { page, data } = tandem
  await solve(page)
  await page.getByRole('button', { name: 'Large model alone' }).click()
  await expect
    .poll(() => ask(data, "SELECT method FROM attempts WHERE status = 'done' ORDER BY key"))
    .toEqual([{ method: 'ssr-adaptive' }, { method: 'baseline' }])
  await expect(answerOf(page)).toContainText('this is the large model alone')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy' }).click()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toContain('**Answer:**')
  await page.getByRole('link', { name: 'Details' }).click()
  await expect(page.getByRole('button', { name: 'Back' })).toBeVisible()
})
