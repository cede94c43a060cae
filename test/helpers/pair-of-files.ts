import { fileSource, type FileSource } from '../../src/shared/model-source.ts'
import type { Role } from '../../src/shared/cost.ts'
import { pairSetupSchema, type PairSetup } from '../../src/shared/run-record.ts'

/** A pair whose models are files, loaded as a person says or else by the defaults. */
export function pairOfFiles({
  target,
  draft,
  ...loading
}: { target: string; draft: string } & Partial<Omit<PairSetup, 'target' | 'draft'>>): PairOfFiles {
  const files = { target: fileSource(target), draft: fileSource(draft) }
  return { ...pairSetupSchema.parse({ ...loading, ...files }), ...files }
}

/** Its paths are known to be some. */
type PairOfFiles = PairSetup & Readonly<Record<Role, FileSource>>
