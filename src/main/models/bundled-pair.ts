import { join } from 'node:path'
import { z } from 'zod'
import { AUTOMATIC_LAYERS, GENERIC, type SavedPair } from '../../shared/model-library.ts'
import { UserError } from '../user-error.ts'
import { readSmallFile } from '../read-small-file.ts'
import { asUserError, isAbsent } from '../system-errors.ts'
import type { FoundFile } from './find-files.ts'
import { idOf } from './model-id.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const fileSchema = z.object({
  /** A name in the same folder, never a path that leads out of it. */
  file: z.string().regex(/^[\w.-]+\.gguf$/),
  sha256
})

const bundledPairSchema = z.object({
  id: z.string(),
  name: z.string(),
  target: fileSchema,
  draft: fileSchema,
  /** Ids of the prompt profile and the strategy pool that the pair was trained on. */
  prompts: z.string(),
  strategies: z.string()
})

export interface BundledPair extends z.infer<typeof bundledPairSchema> {
  readonly targetPath: string
  readonly draftPath: string
}

/**
 * The pair that comes with the program, from `pair.json` in its folder; null where the program came without one.
 *
 * @throws UserError where the file says something else
 */
export function readBundledPair(folder: string): BundledPair | null {
  const path = join(folder, 'pair.json')
  let pair: z.infer<typeof bundledPairSchema>
  try {
    pair = bundledPairSchema.parse(JSON.parse(readSmallFile(path)))
  } catch (error) {
    if (isAbsent(error)) return null
    const refusal = asUserError(error)
    if (refusal) throw refusal
    throw new UserError(
      `${path}, which says what the bundled models are, cannot be read.`,
      'It came with Tandem: install that again.'
    )
  }
  return {
    ...pair,
    targetPath: join(folder, pair.target.file),
    draftPath: join(folder, pair.draft.file)
  }
}

/** The pair's two files, as a scan finds them. */
export function bundledFiles(folder: string): readonly FoundFile[] {
  const pair = readBundledPair(folder)
  if (pair === null) return []
  return [
    { path: pair.targetPath, part: pair.target, role: 'target' },
    { path: pair.draftPath, part: pair.draft, role: 'draft' }
  ].map(({ path, part, role }) => ({
    path,
    origin: 'bundled',
    title: `${pair.name}, ${role}`,
    expectedSha256: part.sha256
  }))
}

/** The pair as one that was chosen and named. */
export function bundledAsSaved(folder: string): SavedPair | null {
  const pair = readBundledPair(folder)
  if (pair === null) return null
  return {
    id: pair.id,
    name: pair.name,
    target: idOf(pair.targetPath),
    draft: idOf(pair.draftPath),
    prompts: pair.prompts,
    strategies: pair.strategies,
    paths: GENERIC.paths,
    context: null,
    gpuLayers: AUTOMATIC_LAYERS
  }
}
