import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngineSpeed } from '../src/main/models/engine-speed.ts'
import { createInspector } from '../src/main/models/inspector.ts'
import { readBundledPair } from '../src/main/models/bundled-pair.ts'
import { fileSource } from '../src/shared/model-source.ts'
import { pairSetupSchema } from '../src/shared/run-record.ts'

/** What the bundled pair's first start on a machine takes for finding its settings: `time npx node bench/first-start.ts`. */

const folder = mkdtempSync(join(tmpdir(), 'tandem-first-start-'))
const inspector = createInspector()
try {
  const pair = readBundledPair(join(import.meta.dirname, '../resources/models'))
  if (pair === null) throw new Error('There is no bundled pair in resources/models')
  const models = { target: fileSource(pair.targetPath), draft: fileSource(pair.draftPath) }
  const start = performance.now()
  const settings = await createEngineSpeed({ folder, inspector }).settingsFor(
    pairSetupSchema.parse(models)
  )
  const seconds = (performance.now() - start) / 1000
  console.log(`${settings.cpuBackend?.name ?? "llama.cpp's choice"}, ${seconds.toFixed(1)} s`)
} finally {
  inspector.close()
  rmSync(folder, { recursive: true })
}
