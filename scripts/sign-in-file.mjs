import { rmSync, writeFileSync } from 'node:fs'

/**
 * Writes a page that leads to an address and that its owner alone can read. A browser is started with this file: with
 * the address itself, every user of the machine could read the secret off the list of running programs.
 */
export function writeSignInFile(path, url) {
  // A file that somebody else laid there, or a link, would keep its own mode: this one is always new.
  rmSync(path, { force: true })
  writeFileSync(
    path,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${url}"><title>Tandem</title>\n`,
    { mode: 0o600, flag: 'wx' }
  )
}
