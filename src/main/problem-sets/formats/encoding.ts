import { ImportError } from '../import-error.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** As much of a file as tells its encoding. */
export const ENOUGH_TO_TELL = 2 ** 20

/**
 * Tells how a text is encoded: by its byte order mark, by the zeros between the letters of UTF-16, else UTF-8. What is
 * no UTF-8 and looks like the western alphabet, single accented letters among plain ones, is Latin-1 in the form that
 * Windows writes.
 *
 * @param beginning its first bytes, up to `ENOUGH_TO_TELL`.
 * @throws ImportError for what is no text.
 */
export function encodingOf(beginning: Buffer): Encoding {
  const mark = beginning.subarray(0, 4).toString('hex')
  if (mark === 'fffe0000' || mark === '0000feff') {
    throw new ImportError('The file is UTF-32 text: save it as UTF-8.')
  }
  if (mark.startsWith('fffe')) return 'utf-16le'
  if (mark.startsWith('feff')) return 'utf-16be'
  const zeros = zerosBetweenLetters(beginning)
  if (zeros !== null) return zeros
  if (!isUtf8(beginning) && looksWestern(beginning)) return 'windows-1252'
  return 'utf-8'
}

/** Every second byte of plain letters in UTF-16 is zero. */
function zerosBetweenLetters(beginning: Buffer): Encoding | null {
  const sample = beginning.subarray(0, 1024)
  if (sample.length < 8) return null
  const zeros = [0, 0]
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2]!++
  const most = 0.4 * sample.length
  if (zeros[1]! >= most && zeros[0] === 0) return 'utf-16le'
  return zeros[0]! >= most && zeros[1] === 0 ? 'utf-16be' : null
}

function isUtf8(bytes: Buffer): boolean {
  try {
    // A letter may be cut off at the end.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Bytes that Windows-1252 gives no letter or sign that is common in a text. */
const UNUSUAL = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xfe, 0xff])
/** Texts of other alphabets are runs of high bytes; in western ones they stand alone, rarely by two. */
const LONGEST_RUN = 2

function looksWestern(bytes: Buffer): boolean {
  let run = 0
  let high = 0
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false
    if (byte < 0x80) {
      run = 0
      continue
    }
    high++
    if (UNUSUAL.has(byte) || ++run > LONGEST_RUN) return false
  }
  return high < bytes.length / 4
}
