import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  askForSystemNotices,
  maySystemNotice,
  showSystemNotice
} from '../../../src/renderer/lib/system-notice.ts'

/** What a page has of the notices of its system, in a browser and in Electron alike. */
class FakeNotification extends EventTarget {
  static permission = 'default'
  static shown: FakeNotification[] = []
  static requestPermission(): Promise<string> {
    return Promise.resolve(FakeNotification.permission)
  }
  readonly close = vi.fn()
  readonly title: string
  readonly options: NotificationOptions
  constructor(title: string, options: NotificationOptions) {
    super()
    this.title = title
    this.options = options
    FakeNotification.shown.push(this)
  }
}

const focus = vi.fn()

beforeEach(() => {
  FakeNotification.shown = []
  focus.mockClear()
  vi.stubGlobal('Notification', FakeNotification)
  vi.stubGlobal('window', { Notification: FakeNotification, focus })
})
afterEach(() => vi.unstubAllGlobals())

test('a notice says what it is about, and a click on it opens that in the window', async () => {
  FakeNotification.permission = 'granted'
  expect(await askForSystemNotices()).toBe(true)
  const open = vi.fn()
  showSystemNotice('School is finished', 'run-1', open)
  const [notice] = FakeNotification.shown
  expect(notice).toMatchObject({
    title: 'Tandem',
    // A later notice about the same run takes its place.
    options: { body: 'School is finished', tag: 'run-1' }
  })
  expect(open).not.toHaveBeenCalled()
  notice!.dispatchEvent(new Event('click'))
  expect(open).toHaveBeenCalledOnce()
  expect(focus).toHaveBeenCalledOnce()
  expect(notice!.close).toHaveBeenCalledOnce()
})

test.each(['denied', 'default'])('nothing is shown where the answer was %s', async (permission) => {
  FakeNotification.permission = permission
  expect(await askForSystemNotices()).toBe(false)
  showSystemNotice('School is finished', 'run-1', () => undefined)
  expect(FakeNotification.shown).toEqual([])
})

test('a page without notices of the system goes on without them', async () => {
  vi.stubGlobal('window', {})
  expect(maySystemNotice()).toBe(false)
  expect(await askForSystemNotices()).toBe(false)
  expect(() => showSystemNotice('Over', 'run-1', () => undefined)).not.toThrow()
})
