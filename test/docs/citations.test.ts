import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = new URL('../../', import.meta.url).pathname

/** Every page that a comment of a source names, as it names it. */
function citations(): { file: string; page: string; section: string | null }[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(ROOT, 'src', file), 'utf8').replace(/\n\s*\* /g, ' ')
      return [...text.matchAll(/((?:[\w-]+\/)*[\w-]+\.md)\b(?:, "([^"]+)")?/g)].map((found) => ({
        file,
        page: found[1]!,
        section: found[2] ?? null
      }))
    })
    .filter(({ page }) => page.startsWith('docs/') || page === 'method.md' || page === 'engine.md')
}

it('comments name pages and sections that are there', () => {
  const cited = citations()
  expect(cited.length).toBeGreaterThan(5)
  const lost = cited.filter(({ page, section }) => {
    const path = join(ROOT, page)
    if (!existsSync(path)) return true
    return section !== null && !readFileSync(path, 'utf8').includes(`\n## ${section}\n`)
  })
  expect(lost).toEqual([])
})
