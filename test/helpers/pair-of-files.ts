import { fileSource } from '../../src/shared/model-source.ts'
import { pairSetupSchema, type PairSetup } from '../../src/shared/run-record.ts'

/** A pair whose models are files, loaded as a person says or else by the defaults. */
export function pairOfFiles({
  target,
  draft,
  ...loading
}: { target: string; draft: string } & Partial<Omit<PairSetup, 'target' | 'draft'>>): PairSetup {
  return pairSetupSchema.parse({
    ...loading,
    target: fileSource(target),
    draft: fileSource(draft)
  })
}
