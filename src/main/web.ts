import { fileURLToPath } from 'node:url'
import { failureText } from '../shared/failure.ts'
import { createApplication } from './application.ts'
import { DOOR_NAMES } from './door-names.ts'
import { createPageDoor } from './doors/rpc/page-door.ts'
import { openWebDoor } from './doors/web/server.ts'
import { incidentText, openIncidents } from './store/incidents.ts'
import { asUserError } from './system-errors.ts'
import { wantedPort } from './usual-port.ts'

/**
 * The web door: the page in any browser of this machine. `READY ADDRESS` on standard output says where; each time that a
 * browser used the address up, another such line gives the next one.
 */

try {
  await serve()
} catch (error) {
  const refusal = asUserError(error)
  if (!refusal) throw error
  console.error(failureText(refusal))
  process.exitCode = 1
}

async function serve(): Promise<void> {
  const application = createApplication({ door: DOOR_NAMES.browser, tell: console.error })
  const pages = createPageDoor(application, 'web')
  const web = await openWebDoor({
    pageFolder: fileURLToPath(new URL('../../out/renderer', import.meta.url)),
    dispatch: pages.dispatch,
    port: wantedPort(),
    onSignedIn: (next) => console.log(`READY ${next}`),
    onFault: pages.onFault
  })
  pages.connect(web.publish)
  for (const incident of openIncidents(application.databasePath)) {
    console.error(incidentText(incident))
  }
  console.log(`READY ${web.url}`)

  let closing = false
  async function close(): Promise<void> {
    if (closing) return
    closing = true
    await pages.close()
    await web.close()
    await application.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      close().then(
        () => process.exit(0),
        () => process.exit(1)
      )
    })
  }
}
