import { join } from 'node:path'
import { readBundledPair } from '../../src/main/models/bundled-pair.ts'

const MODELS = join(import.meta.dirname, '..', '..', 'resources', 'models')

/** Paths of the bundled pair. */
export const bundled = bundledPaths()

function bundledPaths() {
  const pair = readBundledPair(MODELS)
  if (pair === null) throw new Error(`There is no bundled pair in ${MODELS}`)
  return { draft: pair.draftPath, target: pair.targetPath }
}
