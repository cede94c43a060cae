import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { redactKeys } from '../diagnostics/redact.ts'
import type { Death } from './inference-life.ts'
import { makeFolder } from '../make-folder.ts'

const KEPT_LOGS = 20

/** Keeps what the inference process wrote before it died, as a file of its own; the oldest such files go. */
export function keepLog(folder: string, { failure, log }: Pick<Death, 'failure' | 'log'>): void {
  const at = new Date().toISOString()
  makeFolder(folder)
  writeFileSync(
    join(folder, `inference-${at.replaceAll(/[:.]/g, '-')}.log`),
    redactKeys([`${at} ${failure.message}`, ...log, ''].join('\n'))
  )
  const old = readdirSync(folder)
    .filter((name) => /^inference-.*\.log$/.test(name))
    .sort()
    .slice(0, -KEPT_LOGS)
  for (const name of old) rmSync(join(folder, name), { force: true })
}
