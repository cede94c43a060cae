import { readFileSync, writeFileSync } from 'node:fs'

const STRING_TYPE = 8
const ARRAY_TYPE = 9

/**
 * Writes a copy of a GGUF file in which two tokens of the same length have changed places: the same model in every figure,
 * with another tokenizer. Returns its path.
 */
export function withTokensExchanged(
  model: string,
  [one, other]: readonly [string, string],
  path: string
): string {
  const bytes = readFileSync(model)
  const places = placesOfTokens(bytes, [one, other])
  bytes.write(other, places[0])
  bytes.write(one, places[1])
  writeFileSync(path, bytes)
  return path
}

/** Where the texts of tokens stand in a file. */
function placesOfTokens(bytes: Buffer, wanted: readonly [string, string]): [number, number] {
  const name = 'tokenizer.ggml.tokens'
  let at = bytes.indexOf(name) + name.length
  const [type, of] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
  if (type !== ARRAY_TYPE || of !== STRING_TYPE) throw new Error('The file has no list of tokens')
  const count = Number(bytes.readBigUInt64LE(at + 8))
  at += 16
  const places = new Map<string, number>()
  for (let token = 0; token < count; token++) {
    const length = Number(bytes.readBigUInt64LE(at))
    at += 8
    places.set(bytes.toString('utf8', at, at + length), at)
    at += length
  }
  const [first, second] = wanted.map((text) => places.get(text))
  if (first === undefined || second === undefined) throw new Error(`No tokens ${wanted.join()}`)
  return [first, second]
}
