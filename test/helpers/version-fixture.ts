import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** One folder a version. */
export const VERSIONS = fileURLToPath(new URL('../fixtures/versions', import.meta.url))

/** A file of what a version left behind. */
export function unpackedFixture(version: string, file: string): Buffer {
  return gunzipSync(readFileSync(join(VERSIONS, version, file)))
}

/** Puts the store of a version into a data folder. Returns the store's path. */
export function placeFixtureStore(version: string, data: string): string {
  const path = join(data, 'tandem.db')
  writeFileSync(path, unpackedFixture(version, 'tandem.db.gz'))
  return path
}
