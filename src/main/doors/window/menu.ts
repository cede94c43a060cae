import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The menu of the platform: editing, zoom, the window. What is Tandem's own is on the page. */
export function installMenu(platform: NodeJS.Platform): void {
  const application: MenuItemConstructorOptions[] =
    platform === 'darwin' ? [{ role: 'appMenu' }] : [{ role: 'fileMenu' }]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...application,
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { type: 'separator' },
          { role: 'togglefullscreen' },
          { role: 'toggleDevTools' }
        ]
      },
      { role: 'windowMenu' }
    ])
  )
}
