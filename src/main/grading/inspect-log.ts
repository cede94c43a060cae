import { openPromise } from 'yauzl'
import { ImportError } from '../problem-sets/import-error.ts'
import { parseJson, reasonOf } from '../problem-sets/formats/json-text.ts'
import { READING_LIMITS } from '../problem-sets/limits.ts'
import { isFields, type Fields } from '../problem-sets/source-record.ts'

/** The samples of a log that Inspect packs (`.eval`): a zip archive with a JSON file for each. Null for another archive. */
export async function* readInspectLog(path: string): AsyncGenerator<Fields, void> {
  const archive = await openPromise(path, { lazyEntries: true, autoClose: false })
  let samples = 0
  let unpacked = 0
  try {
    for await (const entry of archive.eachEntry()) {
      if (!/^samples\/.+\.json$/.test(entry.fileName)) continue
      if (++samples > READING_LIMITS.problems)
        throw new ImportError('The log has too many samples.')
      unpacked += entry.uncompressedSize
      if (entry.uncompressedSize > READING_LIMITS.record || unpacked > READING_LIMITS.unpacked) {
        throw new ImportError(
          `The log unpacks to more than ${READING_LIMITS.unpacked / 2 ** 20} MB.`
        )
      }
      const chunks: Buffer[] = []
      for await (const chunk of await archive.openReadStreamPromise(entry))
        chunks.push(chunk as Buffer)
      yield sampleOf(Buffer.concat(chunks).toString('utf8'), entry.fileName)
    }
    if (samples === 0) {
      throw new ImportError('The archive is no log of Inspect: it has no samples. Unpack it first.')
    }
  } catch (error) {
    if (error instanceof ImportError) throw error
    throw new ImportError(`The log cannot be read (${reasonOf(error)}): get it again.`)
  } finally {
    archive.close()
  }
}

function sampleOf(text: string, name: string): Fields {
  const value = parseJson(text)
  if (isFields(value)) return value
  throw new ImportError(`In ${name}: expected a sample as a JSON object.`)
}
