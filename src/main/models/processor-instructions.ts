import { readFileSync } from 'node:fs'

/**
 * The instructions that this machine's processor says it has, by Linux' names for them ("avx2", "avx_vnni"); null where the
 * system does not say.
 */
export function processorInstructions(
  read: () => string = () => readFileSync('/proc/cpuinfo', 'utf8')
): ReadonlySet<string> | null {
  let text: string
  try {
    text = read()
  } catch {
    return null
  }
  const flags = /^flags\s*:(.*)$/m.exec(text)?.[1]?.trim()
  return flags === undefined ? null : new Set(flags.split(/\s+/))
}
