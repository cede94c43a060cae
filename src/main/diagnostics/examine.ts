import { homedir } from 'node:os'
import type { Finding } from '../../shared/contract/diagnostics.ts'
import { readBundledPair } from '../models/bundled-pair.ts'
import type { ModelServices } from '../models/model-services.ts'
import { wantedPort } from '../usual-port.ts'
import { asideFindings, diskFinding, folderFinding, storeFindings } from './data-findings.ts'
import { bundledFinding, gpuFinding, memoryFinding, modelFindings } from './model-findings.ts'
import {
  browserFinding,
  electronFinding,
  nodeFinding,
  pageFinding,
  portFinding,
  processorFinding,
  programFinding,
  sqliteFinding
} from './program-findings.ts'
import { redactAll } from './redact.ts'

export interface Examined {
  /** Where the user's data lives. */
  readonly data: string
  /** Where the bundled models are. */
  readonly bundled: string
  readonly models: ModelServices
  readonly now: number
}

/**
 * Looks at everything that the program needs, and changes nothing. Whatever is wrong is a finding: this never fails.
 * The user's home folder, which holds their name, is written as "~".
 */
export async function examine({ data, bundled, models, now }: Examined): Promise<Finding[]> {
  const [llama, gpu, port] = await Promise.all([
    bundledFinding(readBundledPair(bundled), models),
    gpuFinding(models),
    portFinding(wantedPort())
  ])
  const findings = [
    programFinding(),
    nodeFinding(),
    sqliteFinding(),
    llama,
    processorFinding(),
    memoryFinding(),
    gpu,
    ...modelFindings(models),
    folderFinding(data),
    ...asideFindings(data),
    diskFinding(data),
    ...storeFindings(data, now),
    pageFinding(),
    electronFinding(),
    browserFinding(),
    port
  ]
  return redactAll(findings, { home: homedir(), tokens: [], problems: [] }) as Finding[]
}
