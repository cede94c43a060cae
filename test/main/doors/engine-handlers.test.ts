import { expect, onTestFinished, test } from 'vitest'
import { createApplication } from '../../../src/main/application.ts'
import { createPageDoor } from '../../../src/main/doors/rpc/page-door.ts'
import { pairOfFiles } from '../../helpers/pair-of-files.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'
import { OPTIONS } from '../../helpers/solve-job.ts'

function openDoor() {
  const application = createApplication({ door: 'test', dataFlag: temporaryFolder() })
  const pages = createPageDoor(application, 'web')
  onTestFinished(async () => {
    await pages.close()
    await application.close()
  })
  return { application, dispatch: pages.dispatch }
}

test('tells a page what the next start should change, and that nothing has to be', async () => {
  const { application, dispatch } = openDoor()
  const { id, targetPath, draftPath } = application.bundledPair
  const request = { pair: id, options: { ...OPTIONS, paths: 4 } }
  expect(await dispatch('engine.next-start', request)).toEqual({
    ok: true,
    value: { offer: {}, ask: false, reason: null, advice: null }
  })
  const pair = pairOfFiles({ target: targetPath, draft: draftPath })
  const settings = { paths: 4, context: 4096, gpu: false }
  application.modelServices().deaths.died(pair, 'out-of-memory', settings)
  expect(await dispatch('engine.next-start', request)).toMatchObject({
    ok: true,
    value: { offer: { paths: 2 }, advice: 'Use 2 paths instead of 4.', ask: false }
  })
})
