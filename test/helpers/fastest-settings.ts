import { cpSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngineSpeed } from '../../src/main/models/engine-speed.ts'
import { createInspector } from '../../src/main/models/inspector.ts'
import type { EngineSettings } from '../../src/shared/engine-settings.ts'
import { pairOfFiles } from './pair-of-files.ts'

/** Where what was measured is kept, for every run on this machine. */
const SPEED_FOLDER = join(tmpdir(), 'tandem-engine-speed')

/**
 * The settings with which the program itself would run a pair on this machine's processor, for tests and
 * measurements. Measured once for each machine; TANDEM_CPU_BACKEND and TANDEM_FLASH_ATTENTION decide otherwise.
 */
export async function fastestSettings({
  target,
  draft
}: {
  readonly target: string
  readonly draft: string
}): Promise<EngineSettings> {
  const inspector = createInspector()
  const speed = createEngineSpeed({ folder: SPEED_FOLDER, inspector })
  try {
    return await speed.settingsFor(pairOfFiles({ target, draft, gpu: 'off' }))
  } finally {
    inspector.close()
  }
}

/** Puts what is known of the bundled pair's speed into a data folder: no program that works on it measures that again. */
export function placeSpeed(data: string): void {
  cpSync(SPEED_FOLDER, data, { recursive: true })
}
