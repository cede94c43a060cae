import { BrowserWindow, nativeTheme, screen, shell } from 'electron'
import { guardNavigation } from './guards.ts'
import { PAGE_URL } from './page-protocol.ts'
import { keepWindowState, readWindowState } from './window-state.ts'
import { logError } from '../../log-error.ts'

export interface WindowOptions {
  /** Absolute path of the preload script. */
  readonly preload: string
  readonly stateFile: string
}

/** Opens the window: sandboxed, isolated, where it was left. */
export async function openWindow({ preload, stateFile }: WindowOptions): Promise<BrowserWindow> {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { maximised, place, width, height } = readWindowState(stateFile, areas)
  const window = new BrowserWindow({
    width,
    height,
    ...place,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Tandem',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#111315' : '#f5f5f2',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false
    }
  })
  if (maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds()
    keepWindowState(stateFile, { width, height, place: { x, y }, maximised: window.isMaximized() })
  })
  guardNavigation(window.webContents, (url) => {
    shell.openExternal(url).catch((error: unknown) => logError(`Could not open ${url}:`, error))
  })
  await window.loadURL(PAGE_URL)
  return window
}
