import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { obtainChromium, thisHost } from './chromium.ts'
import { icns, ico } from './icon-files.ts'

// node scripts/icons.ts: draws resources/icons from icon.svg, for Linux (PNG), Windows (ICO) and macOS (ICNS).

const folder = join(import.meta.dirname, '../resources/icons')
const LINUX = [16, 32, 48, 64, 128, 256, 512]
const WINDOWS = [16, 24, 32, 48, 64, 128, 256]
const MAC = [16, 32, 64, 128, 256, 512, 1024]

const svg = readFileSync(join(folder, 'icon.svg')).toString('base64')
const browser = await chromium.launch({
  executablePath: obtainChromium(thisHost()),
  args: ['--no-sandbox', '--disable-gpu']
})
try {
  const page = await browser.newPage()
  const drawn = new Map<number, Buffer>()
  for (const size of new Set([...LINUX, ...WINDOWS, ...MAC])) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>* { margin: 0 }</style><img width="${size}" height="${size}" src="data:image/svg+xml;base64,${svg}">`
    )
    drawn.set(size, await page.screenshot({ omitBackground: true }))
  }
  function images(sizes: readonly number[]) {
    return sizes.map((size) => ({ size, png: drawn.get(size)! }))
  }
  for (const { size, png } of images(LINUX)) {
    writeFileSync(join(folder, `${size}x${size}.png`), png)
  }
  writeFileSync(join(folder, 'icon.png'), drawn.get(1024)!)
  writeFileSync(join(folder, 'icon.ico'), ico(images(WINDOWS)))
  writeFileSync(join(folder, 'icon.icns'), icns(images(MAC)))
} finally {
  await browser.close()
}
