import { homedir } from 'node:os'

const FLAG = '--data-dir'

/**
 * The data folder that an unfinished line names, however its shell cut it into words; undefined where it names none.
 * Quotes are gone, `~` is not yet the home.
 */
export function dataFolderIn(line: readonly string[]): string | undefined {
  const at = line.findIndex((word) => word === FLAG || word.startsWith(`${FLAG}=`))
  if (at === -1) return undefined
  const [, joined] = line[at]!.split('=', 2)
  // Bash takes "=" for a word.
  const folder = joined ?? line[line[at + 1] === '=' ? at + 2 : at + 1]
  return folder?.replace(/^~(?=[\\/]|$)/, homedir())
}
