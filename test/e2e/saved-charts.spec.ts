import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixture.ts'
import { expectLabelsInside } from './labels.ts'
import { seedCalibration } from './seed-calibration.ts'
import { seedRuns, sums } from './seed-runs.ts'
import { draftedStep, seedSolve } from './seed-solve.ts'
import { ask } from './store.ts'

/** Pixels of a picture for each of its drawing. */
const SCALE = 2
const PNG_SIZE_AT = 16

/** Saves the chart of a place on the page, and returns the file. */
async function saved(page: Page, place: Locator, format: 'SVG' | 'PNG'): Promise<Buffer> {
  await place.getByRole('button', { name: 'Save this chart' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: `Save as ${format}` }).click()
  const file = await download
  const path = test.info().outputPath(file.suggestedFilename())
  await file.saveAs(path)
  await page.keyboard.press('Escape')
  return readFileSync(path)
}

/**
 * Saves a chart both ways, and holds the files to what one needs who sees nothing else.
 *
 * @param texts what is to be read in it: its title, what it is about, its legend and its axes
 */
async function expectItStandsAlone(
  page: Page,
  place: Locator,
  texts: readonly (string | RegExp)[]
) {
  const svg = (await saved(page, place, 'SVG')).toString('utf8')
  const what = String(texts[0])
  expect(svg, what).not.toMatch(/class=|style=|var\(|currentColor/)
  const png = await saved(page, place, 'PNG')
  const empty = await page.context().newPage()
  const drawing = await empty.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, 'image/svg+xml')
    const root = parsed.documentElement
    const ids = [...root.querySelectorAll('[id]')].map(({ id }) => id)
    const used = [...xml.matchAll(/url\((?:&quot;|")?#([^)&"]+)/g)].map(([, id]) => id!)
    return {
      root: root.nodeName,
      texts: [...root.querySelectorAll('text')].map(({ textContent }) => textContent),
      notThere: used.filter((id) => !ids.includes(id)),
      size: ['width', 'height'].map((name) => Number(root.getAttribute(name)))
    }
  }, svg)
  expect(drawing, what).toMatchObject({ root: 'svg', notThere: [] })
  // Long titles and lines are wrapped.
  const read = drawing.texts.join(' ')
  for (const text of texts) {
    if (typeof text === 'string') expect(read, what).toContain(text)
    else expect(read, what).toMatch(text)
  }
  await empty.setContent(svg)
  await expectLabelsInside(empty, what, 'body')

  const size = [png.readUInt32BE(PNG_SIZE_AT), png.readUInt32BE(PNG_SIZE_AT + 4)]
  expect(size, what).toEqual(drawing.size.map((pixels) => SCALE * pixels))
  const { colours, ground, edge } = await coloursOf(empty, png)
  expect(colours, `${what} is not blank`).toBeGreaterThan(10)
  expect(edge, `nothing of ${what} reaches its edge`).toEqual([ground])
  await empty.close()
  return ground
}

/** The colours of a picture, of its first pixel and of all along its edge. */
async function coloursOf(page: Page, png: Buffer) {
  return page.evaluate(
    async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const { width, height } = image
      const context = new OffscreenCanvas(width, height).getContext('2d')!
      context.drawImage(image, 0, 0)
      const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)
      const onEdge = (_: number, at: number) =>
        at < width || at >= pixels.length - width || at % width === 0 || at % width === width - 1
      const hex = (pixel: number) =>
        `#${[0, 8, 16].map((bits) => ((pixel >> bits) & 255).toString(16).padStart(2, '0')).join('')}`
      return {
        colours: new Set(pixels).size,
        ground: hex(pixels[0]!),
        edge: [...new Set(pixels.filter(onEdge))].map(hex)
      }
    },
    `data:image/png;base64,${png.toString('base64')}`
  )
}

test('a saved chart says by itself what it shows, of which run, and what its marks and axes are', async ({
  tandem
}) => {
  test.setTimeout(180_000)
  const { page, data } = tandem
  const methods = ['baseline', 'draft', 'ssr', 'parallel-spm'] as const
  const problems = sums(4).map((problem, index) =>
    index === 0 ? { ...problem, answer: '3' } : problem
  )
  const runs = await seedRuns(
    data,
    [1, 2].map((seed) => ({ problems, methods, repeats: 2, options: { seed } }))
  )
  const [run] = runs
  const panelOf = (name: string) => page.getByRole('region', { name, exact: true })
  const go = (place: string) => page.evaluate((hash) => (location.hash = hash), place)
  const about = [/Sums, \d+ \w+ \d{4}/, '4 problems × 4 methods × 2 repeats']

  await go(`#/benchmark/${run}`)
  for (const { name, texts } of [
    {
      name: 'Accuracy against compute',
      texts: [...methods, '95 % interval', 'accuracy', 'compute γ, the baseline is 1×']
    },
    {
      name: 'Where the compute goes',
      texts: [
        ...methods,
        'draft writing',
        'target scoring',
        'target writing',
        'prompts and questions',
        'method',
        'compute γ, the baseline is 1×'
      ]
    },
    { name: 'Accuracy against the number of paths', texts: ['ssr', 'accuracy', 'paths that vote'] },
    {
      name: 'Accuracy against the number of repeats',
      texts: ['draft', 'accuracy', 'repeats that vote']
    },
    {
      name: 'Acceptance rate by step',
      texts: ['ssr', 'acceptance rate', 'place of the step in its path']
    }
  ]) {
    expect(await expectItStandsAlone(page, panelOf(name), [name, ...about, ...texts])).toBe(
      '#ffffff'
    )
  }
  await expectItStandsAlone(page, panelOf('Does the score know?'), [
    /Scores of accepted drafts by the answer of their path, \w+/,
    ...about,
    /path ended right, \d+ steps?/,
    /path ended wrong, \d+ steps?/,
    'share of the steps of its kind',
    'score of an accepted draft'
  ])

  const [{ key: attempt } = { key: 0 }] = ask<{ key: number }>(
    data,
    `SELECT max(attempts.key) AS key FROM attempts JOIN runs ON runs.key = run_key
     WHERE method = 'ssr' AND id = '${run!}'`
  )
  await go(`#/history/${run}/${attempt}`)
  await page.emulateMedia({ colorScheme: 'dark' })
  const what = [/ssr, \S+ with \S+/, 'What is 6 + 11?']
  await expectItStandsAlone(page, panelOf('Timeline'), [
    'Timeline',
    ...what,
    'draft, kept',
    'draft, rejected',
    'target writes',
    'target scores',
    'reads, asks',
    'paths',
    ...['1 red', '2 green', '3 blue'],
    'time'
  ])
  const ground = await expectItStandsAlone(page, panelOf('Against the baseline'), [
    /Against the baseline: compute γ \S+/,
    ...what,
    'Draft, kept',
    'Draft, discarded',
    'Target, scoring',
    'Target, writing',
    'Prompts and questions',
    'compute in FLOPs'
  ])
  expect(ground, 'in the colours of the page').toBe('#191c1f')

  await go(`#/compare/${runs.join('/')}`)
  await expectItStandsAlone(page, page.locator('main figure'), [
    'Accuracy in % against mean time',
    'On 4 shared problems',
    /B: Sums · 4 problems · seed 2/,
    /A, ssr: \d+\s%, /,
    /B, baseline: \d+\s%, /,
    'accuracy',
    'mean time'
  ])

  const { names, set } = seedCalibration(data)
  await go('#/models/pays')
  for (const cost of ['time', 'compute γ', 'decoding γ']) {
    const chart = page.getByRole('figure').filter({
      has: page.getByRole('img', { name: `Accuracy against ${cost};` })
    })
    await expectItStandsAlone(page, chart, [
      `Accuracy in % against ${cost}`,
      `${names.draft} with ${names.target}`,
      `problems of ${set.name} chose`,
      'chosen for an effort',
      'plans that none beats',
      'target alone',
      'accuracy',
      `${cost}, the target alone is 1`
    ])
  }
})

test('what a score was read from opens with a key, is saved from there, and gives the focus back', async ({
  tandem
}) => {
  const { page, data } = tandem
  const digits = [0, 0, 0, 0.01, 0.02, 0.05, 0.3, 0.4, 0.15, 0.05]
  const place = seedSolve(data, {
    problem: 'What is 8 + 9?',
    answer: '17',
    steps: [
      draftedStep(0, 'Count on from 8.'),
      {
        type: 'step-scored',
        path: 0,
        step: 0,
        score: 6.7,
        evidence: { digits, digitMass: 0.98 },
        reading: null,
        cost: []
      },
      { type: 'step-accepted', path: 0, step: 0, cost: [] }
    ]
  })
  await page.evaluate((hash) => (location.hash = hash), place)
  const name = 'Score 6.7, threshold 5: stands'
  const badge = page.getByRole('article', { name: /^Step 1,/ }).getByRole('button', { name })
  await expect(badge).toHaveAttribute('aria-expanded', 'false')
  await badge.press('Enter')
  const dialog = page.getByRole('dialog', { name, exact: true })
  await expect(dialog).toContainText('98.0\u202f% of the probability is on a digit')
  await expectItStandsAlone(page, dialog, [
    name,
    'model with model',
    'What is 8 + 9?',
    'Path 1: red',
    'Step 1, ',
    'for the step: 5 and above',
    'against it',
    'probability',
    'digit, read by expected'
  ])
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(badge).toBeFocused()
})
