import type { ModelProgress } from '../../models/download/downloads.ts'
import type { ModelServices } from '../../models/model-services.ts'
import { bytesText } from '../../bytes-text.ts'

/** What can be downloaded, and what was begun. */
export function offerLines({ catalogue, downloads }: ModelServices): string[] {
  const { note, pairs } = catalogue()
  const unfinished = downloads
    .unfinished()
    .map(
      ({ uri, received }) => `  tandem models download ${uri}   (${bytesText(received)} are here)`
    )
  return [
    ...pairs.flatMap(({ name, description, target, draft, approximateMemory }) => [
      `${name} (about ${bytesText(approximateMemory)} of memory)`,
      `  ${description}`,
      ...[target, draft].map(
        ({ uri, approximateBytes, licence }) =>
          `  tandem models download ${uri}   (${bytesText(approximateBytes)}, ${licence})`
      )
    ]),
    ...(unfinished.length > 0 ? ['Begun and not finished:', ...unfinished] : []),
    note
  ]
}

/** How far a download is, in a few words. */
export function downloadProgress({ phase, received, total, part, parts }: ModelProgress): string {
  const share = total === null ? '' : ` of ${bytesText(total)}`
  const which = parts > 1 ? `part ${part} of ${parts}, ` : ''
  return `${phase} ${which}${bytesText(received)}${share}`
}
