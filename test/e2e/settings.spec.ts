import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { productionPlaces } from '../../scripts/licences.mjs'
import { solved } from './answer.ts'
import { barriersInBothThemes } from './barriers.ts'
import { expect, test } from './fixture.ts'

const root = resolve(import.meta.dirname, '../..')

async function openSettings(page: Page, section: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page
    .getByRole('navigation', { name: 'Parts of the settings' })
    .getByRole('link', { name: section })
    .click()
}

/** Presses the button and reads the file that the browser saves. */
async function saved(page: Page): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save diagnostics' }).click()
  const file = await download
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

test('other programs are answered while the switch is on', async ({ tandem }) => {
  const { page, data } = tandem
  await openSettings(page, 'Server')
  const status = page.getByRole('status').filter({ hasText: /^O(n|ff)/ })
  await expect(status).toContainText('Off')
  await page.getByLabel('Port').fill('0')
  await page.getByRole('button', { name: 'Answer programs' }).click()
  await expect(status).toContainText('On at http://127.0.0.1:')
  const url = await status.locator('code').innerText()
  const token = readFileSync(join(data, 'api-token'), 'utf8').trim()
  const known = await fetch(`${url}/models`, { headers: { authorization: `Bearer ${token}` } })
  expect([known.status, (await fetch(`${url}/models`)).status]).toEqual([200, 401])
  await page.getByRole('button', { name: 'Stop answering' }).click()
  await expect(status).toContainText('Off')
  await expect(fetch(`${url}/models`)).rejects.toThrow()
})

test('prompts are duplicated, edited with a preview, used and deleted', async ({ tandem }) => {
  const { page, data } = tandem
  await openSettings(page, 'Prompts')
  await page.getByRole('link', { name: /Tandem school/ }).click()
  await expect(page.getByLabel('Without a strategy')).not.toBeEditable()
  await page.getByRole('button', { name: 'Duplicate to edit' }).click()

  const field = page.getByLabel('Without a strategy')
  await expect(field).toBeEditable()
  await page.getByLabel('Name', { exact: true }).fill('My own words')
  await field.fill('Without the place for the problem')
  await expect(page.getByText('Without a strategy: must contain {problem}')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()

  await field.fill('Think hard. {problem}')
  await page.getByLabel('Sample problem').fill('What is 6 times 7?')
  await page.getByLabel('Strategy of the preview').click()
  await page.getByRole('option', { name: 'no strategy' }).click()
  const preview = page.getByRole('region', { name: 'Solve the problem' })
  await expect(preview).toContainText('Think hard. What is 6 times 7?')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('“My own words” is saved.')).toBeVisible()

  const [file] = readdirSync(join(data, 'prompts'))
  expect(file).toBe('tandem-school-2.json')
  const kept = JSON.parse(readFileSync(join(data, 'prompts', file!), 'utf8')) as {
    solve: { plain: string }
  }
  expect(kept.solve.plain).toBe('Think hard. {problem}')

  await page.getByRole('link', { name: 'Models', exact: true }).click()
  await page.getByRole('link', { name: /^Pairs/ }).click()
  await page.getByLabel('Prompts').click()
  await expect(page.getByRole('option', { name: 'My own words' })).toBeVisible()
  await page.keyboard.press('Escape')

  await openSettings(page, 'Prompts')
  await page.getByRole('link', { name: /My own words/ }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('link', { name: /My own words/ })).toHaveCount(0)
  expect(readdirSync(join(data, 'prompts'))).toEqual([])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: /My own words/ })).toBeVisible()
})

test('a strategy is added to a pool of one’s own and stands in the prompt', async ({ tandem }) => {
  const { page, data } = tandem
  mkdirSync(join(data, 'strategies'))
  writeFileSync(join(data, 'strategies', 'torn.json'), '{')
  await openSettings(page, 'Strategies')
  await expect(page.getByText('torn.json is not JSON')).toBeVisible()
  await page.getByRole('link', { name: /School mathematics/ }).click()
  await page.getByRole('button', { name: 'Duplicate to edit' }).click()
  await page.getByRole('button', { name: 'Add a strategy' }).click()
  const added = page.getByRole('listitem', { name: /^Strategy / }).last()
  await expect(added).toContainText('Name: ')
  await added.getByLabel('Name').fill('guess and check')
  await added.getByLabel('Description').fill('try small numbers first')
  await expect(page.getByRole('region', { name: 'Select strategies' })).toContainText(
    'try small numbers first'
  )
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('is saved.')).toBeVisible()
  expect(readFileSync(join(data, 'strategies', 'school-2.json'), 'utf8')).toContain(
    'guess and check'
  )
})

test('the diagnostics hold no problem unless it is wanted, and no home folder', async ({
  tandem
}) => {
  const { page } = tandem
  const problem = 'Zebulon has 47 apples and buys 3 boxes with 12 apples each. How many has he now?'
  await page.getByRole('textbox', { name: 'Problem' }).fill(problem)
  await solved(page)

  await openSettings(page, 'Diagnostics')
  const { name, text } = await saved(page)
  expect(name).toMatch(/^tandem-diagnostics-.*\.json$/)
  expect(text).not.toContain('Zebulon')
  expect(text).not.toContain(homedir())
  const report = JSON.parse(text) as {
    program: { version: string }
    store: { sound: boolean; rows: { attempts: number } }
    engine: { log: string[] }
    problems: unknown
  }
  expect(report.store).toMatchObject({ sound: true, rows: { attempts: 1 } })
  expect(report.problems).toBe('left out')

  await page.getByRole('checkbox', { name: /texts of my last/ }).check()
  expect((await saved(page)).text).toContain(problem)
})

test('the licence of every package that is shipped is one click away', async ({ tandem }) => {
  const { page } = tandem
  await openSettings(page, 'Licences')
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as unknown
  const packages = page.getByRole('region', { name: /packages that Tandem is built with/ })
  await expect(packages).toBeVisible()
  const shown = await packages.getByRole('listitem').allInnerTexts()
  const installed = productionPlaces(lock).flatMap((place) => {
    try {
      const manifest = readFileSync(join(root, place, 'package.json'), 'utf8')
      return (JSON.parse(manifest) as { name: string }).name
    } catch {
      return []
    }
  })
  expect(installed.length).toBeGreaterThan(50)
  // And what is built into the page.
  for (const name of [...installed, 'svelte', 'katex', '@fontsource-variable/inter']) {
    expect
      .soft(
        shown.some((text) => text.startsWith(`${name} `)),
        name
      )
      .toBe(true)
  }
  await page.getByRole('searchbox').fill('katex')
  await page.getByText(/^katex/).click()
  await expect(page.getByText('Permission is hereby granted')).toBeVisible()
})

test('axe finds nothing on the parts of Models and Settings, in either theme', async ({
  tandem
}) => {
  const { page } = tandem
  for (const place of [
    'models/library',
    'models/pairs',
    'models/download',
    'settings/prompts',
    'settings/strategies',
    'settings/server',
    'settings/diagnostics',
    'settings/licences'
  ]) {
    await page.evaluate((hash) => (location.hash = hash), `#/${place}`)
    await expect(page.locator(`a[href="#/${place}"][aria-current=page]`)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Looking' })).toHaveCount(0)
    await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0)
    expect.soft(await barriersInBothThemes(page), place).toEqual([])
  }
})
