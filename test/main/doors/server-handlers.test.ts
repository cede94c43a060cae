import { expect, onTestFinished, test } from 'vitest'
import { createApplication } from '../../../src/main/application.ts'
import { servedApplication } from '../../../src/main/doors/api/served-application.ts'
import { createPageDoor } from '../../../src/main/doors/rpc/page-door.ts'
import { calling } from '../../helpers/calling.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

function openDoor() {
  const application = createApplication({ door: 'test', dataFlag: temporaryFolder() })
  const pages = createPageDoor(application, 'web')
  onTestFinished(async () => {
    await pages.close()
    await application.close()
  })
  return { application, pages, call: calling(pages) }
}

function models(url: string, token: string) {
  return fetch(`${url}/models`, { headers: { authorization: `Bearer ${token}` } })
}

test('a page turns the server on and off, and off it is at first', async () => {
  const { call } = openDoor()
  const before = await call('server.status', undefined)
  expect(before).toMatchObject({ url: null, usualPort: 7575 })
  const { url, token } = await call('server.start', { port: 0 })
  expect(token).toBe(before.token)
  const { data } = (await (await models(url!, token)).json()) as { data: { id: string }[] }
  expect(data.map(({ id }) => id)).toContain('ssr-adaptive/bundled')
  expect(await call('server.status', undefined)).toMatchObject({ url })
  expect(await call('server.stop', undefined)).toMatchObject({ url: null })
  await expect(models(url!, token)).rejects.toThrow()
})

test('it cannot be turned on twice, nor where its port is taken', async () => {
  const [one, other] = [openDoor(), openDoor()]
  const { url } = await one.call('server.start', { port: 0 })
  await expect(one.call('server.start', { port: 0 })).rejects.toThrow('answers already')
  const port = Number(new URL(url!).port)
  await expect(other.call('server.start', { port })).rejects.toThrow(`Port ${port} is taken`)
  expect((await other.call('server.start', { port: 0 })).url).toMatch(/^http/)
})

test('it goes with the program', async () => {
  const { pages, call } = openDoor()
  const { url, token } = await call('server.start', { port: 0 })
  await pages.close()
  await expect(models(url!, token)).rejects.toThrow()
})

test('a single pair is served under the name that clients know, too', () => {
  const { application } = openDoor()
  const all = servedApplication(application).pairs()
  expect(all.map(({ called }) => called)).toEqual(['bundled'])
  for (const name of ['bundled', application.bundledPair.id, application.bundledPair.name]) {
    expect(servedApplication(application, name).pairs()).toEqual(all)
  }
  expect(() => servedApplication(application, 'nothing')).toThrow('There is no pair')
})
