export interface Licence {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}
export function collectLicences(root: string, built: Iterable<string>): Licence[]
export function productionPlaces(lock: unknown): string[]
