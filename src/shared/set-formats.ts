/** Formats of problem files, by name, in the order in which they are named. What each is told by is in main/problem-sets/formats. */
export const SET_FORMATS = {
  'json-lines': { label: 'JSON Lines', extensions: ['jsonl', 'ndjson'] },
  'json-array': { label: 'JSON', extensions: ['json'] },
  'json-object': { label: 'JSON', extensions: ['json'] },
  csv: { label: 'CSV', extensions: ['csv', 'tsv'] },
  parquet: { label: 'Parquet', extensions: ['parquet'] }
} as const satisfies Record<string, SetFormatEntry>

/** How such a file may be packed, by the name of the packing. */
export const SET_PACKINGS = {
  gzip: { label: 'gzip', extensions: ['gz'] },
  zstd: { label: 'zstd', extensions: ['zst'] },
  zip: { label: 'zip', extensions: ['zip'] }
} as const satisfies Record<string, SetFormatEntry>

interface SetFormatEntry {
  /** What people call it. */
  readonly label: string
  /** What its files usually end in; what counts is what is in them. */
  readonly extensions: readonly string[]
}

export type SetFormat = keyof typeof SET_FORMATS
export type SetPacking = keyof typeof SET_PACKINGS

/** "JSON Lines, JSON, CSV or Parquet" */
export const SET_FORMAT_LABELS = listed(Object.values(SET_FORMATS))
/** "gzip, zstd or zip" */
export const SET_PACKING_LABELS = listed(Object.values(SET_PACKINGS))

/** What a person may choose: ".jsonl,.ndjson,.json,..." */
export const SET_FILE_ENDINGS = [
  ...new Set(
    [...Object.values(SET_FORMATS), ...Object.values(SET_PACKINGS)].flatMap(({ extensions }) =>
      extensions.map((extension) => `.${extension}`)
    )
  )
].join(',')

function listed(entries: readonly SetFormatEntry[]): string {
  const labels = [...new Set(entries.map(({ label }) => label))]
  return [labels.slice(0, -1).join(', '), labels.at(-1)].join(' or ')
}
