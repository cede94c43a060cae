import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataDirectory, storeIn } from '../../src/main/data-directory.ts'

describe('dataDirectory', () => {
  const home = '/home/ada'

  it('is what --data-dir says, else TANDEM_DATA', () => {
    const environment = { TANDEM_DATA: '/from/environment', XDG_DATA_HOME: '/xdg' }
    expect(dataDirectory({ flag: 'here', environment, home })).toBe(resolve('here'))
    expect(dataDirectory({ environment, home })).toBe(resolve('/from/environment'))
  })

  it('is the usual place of each platform', () => {
    const at = (platform: NodeJS.Platform, environment = {}) =>
      dataDirectory({ platform, environment, home }).replaceAll('\\', '/')
    expect(at('linux')).toBe('/home/ada/.local/share/tandem')
    expect(at('linux', { XDG_DATA_HOME: '/xdg' })).toBe('/xdg/tandem')
    expect(at('darwin')).toBe('/home/ada/Library/Application Support/Tandem')
    expect(at('win32', { APPDATA: 'C:/Users/ada/AppData/Roaming' })).toBe(
      'C:/Users/ada/AppData/Roaming/Tandem'
    )
  })
})

it('the store of a folder that cannot be looked into is where it would be', () => {
  // A path through a device, and one that is longer than any.
  for (const data of ['/dev/null/data', `/${'x'.repeat(5000)}`]) {
    expect(storeIn(data)).toBe(join(data, 'tandem.db'))
  }
})
