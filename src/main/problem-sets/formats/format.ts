import type { SourceRecord } from '../source-record.ts'
import type { Source } from './source.ts'

/** How a text begins. */
export interface TextBeginning {
  /** Its first character that is no space. */
  readonly first: string
  /** Its first lines that are not empty, two at most. */
  readonly lines: () => Promise<readonly string[]>
}

interface Readable {
  /**
   * The records of a file.
   *
   * @throws ImportError, while it is read, at the first thing that is not as expected.
   */
  read(source: Source): AsyncIterable<SourceRecord>
}

/** A format that is no text, told by its first bytes. */
export interface BinaryFormat extends Readable {
  readonly mark: string
}

/** A format that is text. No two of them claim the same file. */
export interface TextFormat extends Readable {
  claims(text: TextBeginning): boolean | Promise<boolean>
}
