import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'

/*
 * Electron's own program is not at hand where these tests run: they show what the door asks of Electron, not that
 * Electron does it.
 */
const electron = vi.hoisted(() => ({
  handlers: new Map<string, (...parameters: unknown[]) => unknown>(),
  protocols: new Map<string, (request: Request) => Promise<Response>>(),
  windows: [] as { options: Record<string, unknown>; loaded: string | null }[],
  openExternal: vi.fn(() => Promise.resolve())
}))

const contents = Object.assign(new EventEmitter(), {
  setWindowOpenHandler: vi.fn(),
  send: vi.fn()
})

vi.mock('electron', () => ({
  BrowserWindow: class extends EventEmitter {
    static getAllWindows = () => [{ webContents: contents }]
    readonly webContents = contents
    readonly #record: { options: Record<string, unknown>; loaded: string | null }
    constructor(options: Record<string, unknown>) {
      super()
      this.#record = { options, loaded: null }
      electron.windows.push(this.#record)
    }
    maximize() {}
    show() {}
    loadURL(url: string) {
      this.#record.loaded = url
      return Promise.resolve()
    }
  },
  ipcMain: {
    handle: (channel: string, handler: (...parameters: unknown[]) => unknown) =>
      electron.handlers.set(channel, handler)
  },
  nativeTheme: { shouldUseDarkColors: false },
  protocol: {
    registerSchemesAsPrivileged: vi.fn(),
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
      electron.protocols.set(scheme, handler)
  },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  shell: { openExternal: electron.openExternal }
}))

const { tellAppId } = await import('../../../src/main/doors/window/app-id.ts')
const { answerCalls } = await import('../../../src/main/doors/window/calls.ts')
const { denyPermissions } = await import('../../../src/main/doors/window/guards.ts')
const { servePage } = await import('../../../src/main/doors/window/page-protocol.ts')
const { openWindow } = await import('../../../src/main/doors/window/window.ts')

beforeEach(() => {
  contents.removeAllListeners()
  electron.openExternal.mockClear()
})

async function open() {
  await openWindow({ preload: '/preload.cjs', stateFile: '/nowhere/window.json' })
  return electron.windows.at(-1)!
}

describe('the window', () => {
  it('is sandboxed and isolated, and loads only the page', async () => {
    const { options, loaded } = await open()
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true
    })
    expect(loaded).toBe('app://tandem/')
  })

  it.each(['https://evil.example/', 'file:///etc/passwd', 'app://other/'])(
    'does not go to %s',
    async (url) => {
      await open()
      const event = { preventDefault: vi.fn() }
      contents.emit('will-navigate', event, url)
      expect(event.preventDefault).toHaveBeenCalled()
    }
  )

  it('opens web addresses in the browser, and nothing else anywhere', async () => {
    await open()
    const decide = contents.setWindowOpenHandler.mock.lastCall![0] as (details: {
      url: string
    }) => unknown
    expect(decide({ url: 'https://example.org/' })).toEqual({ action: 'deny' })
    expect(electron.openExternal).toHaveBeenCalledExactlyOnceWith('https://example.org/')
    for (const url of ['file:///etc/passwd', 'http://example.org/', 'javascript:alert(1)']) {
      expect(decide({ url })).toEqual({ action: 'deny' })
    }
    expect(electron.openExternal).toHaveBeenCalledOnce()
  })

  it('grants no permission but notices of the system, to its own page', () => {
    const session = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn()
    }
    denyPermissions(session as never)
    const request = session.setPermissionRequestHandler.mock.lastCall![0] as (
      contents: null,
      permission: string,
      answer: (granted: boolean) => void,
      details: { requestingUrl: string }
    ) => void
    const check = session.setPermissionCheckHandler.mock.lastCall![0] as (
      contents: null,
      permission: string,
      origin: string
    ) => boolean
    for (const [permission, page, granted] of [
      ['media', 'app://tandem/', false],
      ['notifications', 'https://example.org/', false],
      ['notifications', 'app://tandem/', true]
    ] as const) {
      const answer = vi.fn()
      request(null, permission, answer, { requestingUrl: page })
      expect(answer).toHaveBeenCalledExactlyOnceWith(granted)
      expect(check(null, permission, page)).toBe(granted)
    }
  })

  it('goes by the name of the installer, without which Windows shows no notice of it', () => {
    const setAppUserModelId = vi.fn<(id: string) => void>()
    tellAppId({ setAppUserModelId })
    const [id] = setAppUserModelId.mock.lastCall!
    expect(readFileSync('electron-builder.yml', 'utf8')).toContain(`appId: ${id}\n`)
  })
})

describe('the page protocol', () => {
  it('serves the page under its policy, and nothing outside its folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tandem-page-'))
    await writeFile(join(folder, 'index.html'), 'page')
    await writeFile(`${folder}.txt`, 'outside')
    servePage(folder)
    const serve = electron.protocols.get('app')!
    const page = await serve(new Request('app://tandem/'))
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await page.text()).toBe('page')
    const outside = folder.split('/').at(-1)
    expect((await serve(new Request(`app://tandem/..%2f${outside}.txt`))).status).toBe(404)
    expect((await serve(new Request('app://other/'))).status).toBe(403)
    await rm(folder, { recursive: true })
    await rm(`${folder}.txt`)
  })
})

describe('the calls of the window', () => {
  const dispatch = vi.fn(() => Promise.resolve({ ok: true as const, value: 1 }))
  answerCalls(dispatch)
  const handle = electron.handlers.get('tandem:call')!

  it('answers the page', async () => {
    const senderFrame = { url: 'app://tandem/index.html', parent: null }
    expect(await handle({ senderFrame }, 'app.info', undefined)).toEqual({ ok: true, value: 1 })
  })

  it.each([
    ['another page', { url: 'https://evil.example/', parent: null }],
    ['a frame in the page', { url: 'app://tandem/', parent: {} }],
    ['a frame that is gone', null]
  ])('refuses %s', (_name, senderFrame) => {
    dispatch.mockClear()
    expect(() => handle({ senderFrame }, 'app.info', undefined)).toThrow('Only the page')
    expect(dispatch).not.toHaveBeenCalled()
  })
})
