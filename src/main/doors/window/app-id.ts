import type { App } from 'electron'

/** What the installer calls the program (electron-builder.yml). */
const APP_ID = 'org.tandem.desktop'

/** Windows shows notices only of a program that says to which of its shortcuts it belongs; elsewhere this does nothing. */
export function tellAppId(app: Pick<App, 'setAppUserModelId'>): void {
  app.setAppUserModelId(APP_ID)
}
