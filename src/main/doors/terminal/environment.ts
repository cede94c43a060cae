import type { SolveDocument } from '../../../shared/solve-document.ts'
import type { PairDescription } from '../../../shared/inference-messages.ts'
import { VERSION } from '../../version.ts'

/** What a document says about where it was made. */
export function environmentOf({
  device,
  engine
}: PairDescription): Pick<SolveDocument, 'versions' | 'device'> {
  return { versions: { tandem: VERSION, engine, node: process.versions.node }, device }
}
