import { writeControl } from './safe-output.ts'
import type { ModelProgress } from '../../models/download/downloads.ts'
import type { ModelServices } from '../../models/model-services.ts'
import { bytesText } from '../../bytes-text.ts'
import { canRedraw } from './terminal-size.ts'

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

/** Writes progress over itself on a terminal, and nothing elsewhere. */
export function progressPrinter(): (progress: ModelProgress) => void {
  if (!canRedraw(process.stderr)) return () => undefined
  return ({ phase, received, total, part, parts }) => {
    const share = total === null ? '' : ` of ${bytesText(total)}`
    const which = parts > 1 ? `part ${part} of ${parts}, ` : ''
    writeControl(process.stderr, '\r\u001b[K')
    process.stderr.write(`${phase} ${which}${bytesText(received)}${share}`)
    if (phase === 'verifying') process.stderr.write('\n')
  }
}
