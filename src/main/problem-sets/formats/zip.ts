import type { Readable } from 'node:stream'
import { openPromise, type Entry } from 'yauzl'
import { ImportError, quote } from '../import-error.ts'

/** More entries than a data set is ever packed as; an archive of millions is not listed to its end. */
const MOST_ENTRIES = 1_000

/**
 * The content of the only file in a zip archive; what macOS adds beside it does not count. That it is as
 * large as the archive says is checked as it is read.
 *
 * @throws ImportError where it holds more than one file or none, or is encrypted.
 */
export async function openSoleMember(path: string): Promise<Readable> {
  const archive = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(
    (error: unknown) => {
      throw new ImportError(`The zip archive is damaged (${reasonOf(error)}): get it again.`)
    }
  )
  try {
    const files: Entry[] = []
    let seen = 0
    for await (const entry of archive.eachEntry()) {
      if (isContent(entry.fileName)) files.push(entry)
      if (++seen >= MOST_ENTRIES || files.length > 3) break
    }
    const [file] = files
    if (file === undefined) throw new ImportError('The zip archive holds no file.')
    if (files.length > 1) throw new ImportError(severalFiles(files.map(({ fileName }) => fileName)))
    if (file.isEncrypted()) {
      throw new ImportError('The zip archive is locked with a password: unpack it first.')
    }
    const stream = await archive.openReadStreamPromise(file)
    stream.once('close', () => archive.close())
    return stream
  } catch (error) {
    archive.close()
    if (error instanceof ImportError) throw error
    throw new ImportError(`The zip archive cannot be read (${reasonOf(error)}): unpack it first.`)
  }
}

function isContent(name: string): boolean {
  return !name.endsWith('/') && !name.startsWith('__MACOSX/') && !/(^|\/)\.DS_Store$/.test(name)
}

function severalFiles(names: readonly string[]): string {
  // The office's own formats are archives of many files.
  if (names.some((name) => /^xl\/|^\[Content_Types\]\.xml$|^_rels\//.test(name))) {
    return 'The file is a workbook of a spreadsheet: save it as CSV, and import that.'
  }
  const some = names.slice(0, 3).map(quote).join(', ')
  return `The zip archive holds several files (${some}${names.length > 3 ? ' and more' : ''}): unpack it, and import one of them.`
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 100)
}
