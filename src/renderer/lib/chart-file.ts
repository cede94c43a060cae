import { t } from '../words/t.ts'
import { saveBlob } from './save-file.ts'
import type { StandaloneDrawing } from './standalone-drawing.ts'

/** Pixels of a picture for each of the page's. */
const SCALE = 2

/** Saves a drawing as it is. */
export function saveSvg(name: string, { svg }: StandaloneDrawing): void {
  saveBlob(`${name}.svg`, new Blob([svg], { type: 'image/svg+xml' }))
}

/** Saves a drawing as a picture, twice as fine as it is shown. */
export async function savePng(
  name: string,
  { svg, width, height }: StandaloneDrawing
): Promise<void> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * SCALE
    canvas.height = height * SCALE
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    const { promise, resolve } = Promise.withResolvers<Blob | null>()
    canvas.toBlob(resolve, 'image/png')
    const picture = await promise
    if (picture === null) throw new Error(t('chart.notDrawn'))
    saveBlob(`${name}.png`, picture)
  } finally {
    URL.revokeObjectURL(url)
  }
}
