import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastestSettings, placeSpeed } from './fastest-settings.ts'
import { bundled } from './bundled.ts'

/**
 * The data folder of a run of the model tests, for the programs that they start: never the developer's own. What the
 * bundled pair is fastest with is measured before the first of them, and not by each.
 */
export default async function setup(): Promise<() => void> {
  const data = mkdtempSync(join(tmpdir(), 'tandem-model-tests-'))
  await fastestSettings(bundled)
  placeSpeed(data)
  process.env.TANDEM_DATA = data
  return () => rmSync(data, { recursive: true, force: true })
}
