import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Where the bundled models, prompts, strategies and problem sets are: beside the packaged app, or in the checkout
 * (sources in src/main and the build in out/main are equally deep).
 */
export function resourcesDirectory(): string {
  const { resourcesPath } = process as { resourcesPath?: string }
  const packaged = resourcesPath && join(resourcesPath, 'resources')
  if (packaged && existsSync(packaged)) return packaged
  return fileURLToPath(new URL('../../resources', import.meta.url))
}
