import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixture.ts'
import { ask } from './store.ts'

/** More than any screen has between two places of these tests. */
const MOST_TABS = 120

/** Goes to a control as a person without a mouse does, and by nothing else. */
async function tabTo(page: Page, control: Locator, key = 'Tab'): Promise<void> {
  // What cannot be used is passed over.
  await expect(control).toBeEnabled()
  for (let tab = 0; tab < MOST_TABS; tab++) {
    if (await control.evaluate((node) => node === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${MOST_TABS} × ${key} did not reach ${String(control)}`)
}

async function press(page: Page, control: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, control)
  await page.keyboard.press(key)
}

/** Puts a text in the place of what stands in a field. */
async function write(page: Page, field: Locator, text: string): Promise<void> {
  // Of what is only shown, an editor may be on its way.
  await expect(field).toBeEditable()
  await tabTo(page, field)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
}

function part(page: Page, name: string | RegExp): Locator {
  return page
    .getByRole('main')
    .getByRole('navigation', { name: /^Parts of/ })
    .getByRole('link', { name })
}

test('the models are looked through, paired and fetched by keyboard alone', async ({ tandem }) => {
  const { page, data } = tandem
  await page.keyboard.press('Control+5')
  const models = page.getByRole('region', { name: '2 models' })
  await expect(models).toBeVisible()

  await write(page, page.getByLabel('Filter the models'), 'draft')
  await expect(page.getByRole('region', { name: '1 of 2 models' })).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(models).toBeVisible()
  await press(page, page.getByRole('button', { name: 'weights' }), 'Space')
  await expect(page.getByRole('columnheader', { name: 'weights' })).toHaveAttribute(
    'aria-sort',
    'ascending'
  )

  const name = page.getByRole('button', { name: 'Tandem school pair, draft' })
  await press(page, name)
  const details = page.getByRole('dialog', { name: 'Tandem school pair, draft' })
  await press(page, details.getByRole('button', { name: 'Verify' }))
  await expect(details).toContainText('as its source says')
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(name).toBeFocused()

  await tabTo(page, part(page, /^Pairs/), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('link', { name: 'New pair' }))
  await write(page, page.getByLabel('Paths'), '4')
  await write(page, page.getByLabel('Name', { exact: true }), 'By keyboard')
  await page.keyboard.press('Enter')
  const saved = page.getByRole('navigation', { name: 'Pairs' }).getByRole('link', {
    name: /^By keyboard/
  })
  await expect(saved).toBeVisible()
  expect(readFileSync(join(data, 'model-library.json'), 'utf8')).toMatch(/"paths": ?4/)
  await press(page, page.getByRole('button', { name: 'Delete' }))
  await expect(saved).toHaveCount(0)

  await tabTo(page, part(page, 'Download'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await write(page, page.getByLabel(/or an https address/), 'ftp://example.com/a.gguf')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Only https addresses are fetched')).toBeVisible()

  await page.keyboard.press('Control+1')
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeVisible()
})

test('the settings are changed, and their files made, by keyboard alone', async ({ tandem }) => {
  const { page, data } = tandem
  await page.keyboard.press('Control+7')
  await tabTo(
    page,
    page.getByRole('region', { name: 'Appearance' }).getByRole('radio', { name: 'As the system' })
  )
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(page.locator('html')).toHaveClass(/dark/)
  const letters = page.getByRole('checkbox', { name: /^Single letters/ })
  const before = await letters.isChecked()
  await press(page, letters, 'Space')
  await expect(letters).toBeChecked({ checked: !before })
  function kept(): string {
    return ask<{ value: string }>(data, 'SELECT value FROM settings')
      .map(({ value }) => value)
      .join()
  }
  await expect.poll(kept).toContain('"theme":"dark"')
  await expect.poll(kept).toContain(`"letterKeys":${String(!before)}`)

  await tabTo(page, part(page, 'Prompts'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('button', { name: 'Duplicate to edit' }))
  await write(page, page.getByLabel('Name', { exact: true }), 'By keyboard')
  await tabTo(page, page.getByRole('button', { name: 'Save', exact: true }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText('“By keyboard” is saved.')).toBeVisible()
  const [file] = readdirSync(join(data, 'prompts'))
  expect(readFileSync(join(data, 'prompts', file!), 'utf8')).toContain('By keyboard')
  await tabTo(page, page.getByRole('button', { name: 'Delete' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => existsSync(join(data, 'prompts', file!))).toBe(false)

  await tabTo(page, part(page, 'Diagnostics'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('checkbox', { name: /texts of my last/ }), 'Space')
  const download = page.waitForEvent('download')
  await press(page, page.getByRole('button', { name: 'Save diagnostics' }))
  expect((await download).suggestedFilename()).toMatch(/^tandem-diagnostics/)

  await tabTo(page, part(page, 'Licences'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await write(page, page.getByRole('searchbox', { name: 'Filter the packages' }), 'katex')
  await press(page, page.locator('summary').filter({ hasText: 'katex' }))
  await expect(page.getByText('Permission is hereby granted')).toBeVisible()

  await page.keyboard.press('Control+1')
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeVisible()
})
