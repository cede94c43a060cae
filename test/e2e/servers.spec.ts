import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { json, startAnswering } from '../helpers/answering.ts'
import { answerAsLlama, MODEL } from '../helpers/miniature-llama.ts'
import { expect, test } from './fixture.ts'

const KEY = 'a-key-that-nobody-else-sees'

test('a server is added with its key, is the target of a pair, and is deleted', async ({
  tandem
}) => {
  const large = { ...MODEL, meta: { ...MODEL.meta, n_params: 7e9 } }
  const llama = answerAsLlama({ models: [large, { ...large, id: 'other' }], text: 'ok' })
  const server = await startAnswering((asked, response) => {
    if (asked.headers.authorization === `Bearer ${KEY}`) llama(asked, response)
    else json(response, { error: { message: 'Invalid API Key' } }, 401)
  })
  try {
    const { page, data } = tandem
    await page.getByRole('link', { name: 'Models' }).click()
    await page.getByRole('button', { name: 'Add a server' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a server' })
    await dialog.getByLabel(/^Address/).fill(server.url)
    await dialog.getByRole('button', { name: 'Test' }).click()
    await expect(dialog.getByRole('alert')).toContainText('wants a key')

    await dialog.getByLabel(/^Key/).fill(KEY)
    await dialog.getByRole('button', { name: 'Test' }).click()
    await expect(dialog.getByRole('status')).toHaveText('It has several models. Choose one.')
    await dialog.getByLabel('Model on the server').click()
    await page.getByRole('option', { name: 'counter' }).click()
    await expect(dialog.getByRole('list', { name: 'What it can do' })).toContainText(
      'Write steps, streamed'
    )
    await dialog.getByLabel('Name').fill('Far away')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog).toBeHidden()
    const panel = page.getByRole('region', { name: 'Far away' })
    await expect(panel).toContainText(`${server.url}/v1#counter`)
    await expect(panel).toContainText('with a key')
    expect(readFileSync(join(data, 'servers.json'), 'utf8')).not.toContain(KEY)

    await page.getByRole('link', { name: /^Pairs/ }).click()
    await page.getByRole('link', { name: 'New pair' }).click()
    await page.getByLabel('Target model').click()
    await page.getByRole('option', { name: 'Far away' }).click()
    await expect(page.getByRole('region', { name: 'Memory' })).toContainText('is on a server')
    await page.getByLabel('Name', { exact: true }).fill('Half of it far')
    await page.getByRole('button', { name: 'Save as a new pair' }).click()
    await expect(page.getByRole('navigation', { name: 'Pairs' })).toContainText('Half of it far')

    await page.getByRole('link', { name: /^Servers/ }).click()
    await panel.getByRole('button', { name: 'Delete …' }).click()
    await expect(panel).toContainText('“Half of it far” cannot be used without it')
    await panel.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(page.getByText('No server was added')).toBeVisible()
  } finally {
    server.stop()
  }
})
