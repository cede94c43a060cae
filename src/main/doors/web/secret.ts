import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const BYTES = 32

/** A secret that nobody can guess, and that is compared without telling how much of a guess was right. */
export class Secret {
  readonly text: string
  readonly #digest: Buffer

  /** @param text one that was made before and kept; a new one where none is given. */
  constructor(text: string = randomBytes(BYTES).toString('base64url')) {
    this.text = text
    this.#digest = digest(text)
  }

  /** Whatever is given, of any length and any characters, is compared as a digest: digests are equally long. */
  is(guess: string | null | undefined): boolean {
    return typeof guess === 'string' && timingSafeEqual(digest(guess), this.#digest)
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
