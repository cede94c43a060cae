import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importRunFile } from '../../../src/main/actions/import-run.ts'
import { EngineFailure } from '../../../src/main/engine/engine.ts'
import { type ExportFormat, runPieces } from '../../../src/main/export/export-run.ts'
import { importRun } from '../../../src/main/export/import-run.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { judgeAttempt } from '../../../src/main/actions/judge-attempt.ts'
import { shareAttempt } from '../../../src/main/export/share-attempt.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { checkIntegrity } from '../../../src/main/store/maintenance.ts'
import { search } from '../../../src/main/store/search.ts'
import type { Language } from '../../../src/shared/contract/settings.ts'
import type { Database } from '../../../src/main/store/sql.ts'
import { settledAttempts } from '../../../src/main/store/tables/attempts.ts'
import { findRun, noteAtOnce, setDeleted, setNote } from '../../../src/main/store/tables/runs.ts'
import { addTag } from '../../../src/main/store/tables/tags.ts'
import { runExportSchema } from '../../../src/shared/run-export.ts'
import {
  additions,
  runRequest,
  type RunSetup,
  runSetup,
  temporaryFolder,
  temporaryStore
} from '../../helpers/run-setup.ts'
import { ScriptedEngine } from '../../helpers/scripted-engine.ts'
import { OPTIONS } from '../../helpers/solve-job.ts'

const never = new AbortController().signal

const TRIED = { at: 7, attempts: 8, because: 'tried', tokensPerSecond: 12.5 } as const

/** A finished run with all that a run can have: a failed and a retried attempt, a tag, a note, a person's verdict. */
async function finishedRun(): Promise<{ services: RunSetup; id: string }> {
  let fails = 2
  const services = runSetup(
    new ScriptedEngine({
      before: ({ options }) => {
        if (options.method === 'ssr' && fails-- > 0) {
          throw new EngineFailure('model-died', 'It was killed.')
        }
      }
    })
  )
  const problems = [
    ...additions(2),
    { id: 'markup', text: 'What is 2 + 2 <b>"&\'</b>?', answer: '4', level: 3 }
  ]
  const id = await createRun(services, runRequest({ problems, repeats: 2 }))
  await runBenchmark(services, id, { signal: never })
  fails = 1
  await runBenchmark(services, id, { signal: never, retryErrors: true })
  const run = findRun(services.database, id)!
  addTag(services.database, run.key, 'night')
  setNote(services.database, run.key, 'before the upgrade')
  noteAtOnce(services.database, run.key, TRIED)
  const place = { problem: 'sum-1', method: 'baseline', repeat: 0 }
  const judgement = { verdict: 'right', note: 'looked at it' } as const
  judgeAttempt(services, run.id, place, judgement)
  return { services, id }
}

function exported(
  database: Database,
  id: string,
  format: ExportFormat,
  language: Language = 'en'
): string {
  return [...runPieces(database, findRun(database, id)!, format, { language, now: 0 })].join('')
}

/** The values of a record, without what they are called. */
function valuesOf(record: unknown): string {
  return JSON.stringify(record).replace(/"[^"]+":/g, '')
}

/** What a page says, piece by piece, but for what models and people wrote. */
function wordsOf(page: string): string[] {
  return page
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<(span|p|del)( class="(text|problem|draft|target)")?>[^<]*<\/\1>/g, '')
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter((text) => /\p{L}{2}/u.test(text))
}

describe('a run exported as JSON', () => {
  it('has the shape of an evaluation log', async () => {
    const { services, id } = await finishedRun()
    const log = runExportSchema.parse(JSON.parse(exported(services.database, id, 'json')))
    expect(log).toMatchObject({ version: 2, status: 'success', eval: { run_id: id, task: 'sums' } })
    expect(log.samples).toHaveLength(12)
    expect(log.tandem.atOnce).toEqual([TRIED])
    expect(log.samples[0]).toMatchObject({
      id: 'sum-1',
      epoch: 1,
      target: '8',
      scores: { person: { value: 'C', explanation: 'looked at it' } }
    })
    expect(log.tandem.evidence.map(({ metadata }) => metadata.status)).toEqual([
      'retried',
      'retried'
    ])
  })

  it('comes back as the same run in another store', async () => {
    const { services, id } = await finishedRun()
    const text = exported(services.database, id, 'json')
    const { database } = temporaryStore()
    expect(importRun(database, JSON.parse(text))).toBe(id)
    expect(exported(database, id, 'json')).toBe(text)
    expect(readReport(database, findRun(database, id)!)).toEqual(
      readReport(services.database, findRun(services.database, id)!)
    )
    expect(checkIntegrity(database)).toEqual([])
    expect(search(database, 'makes').length).toBeGreaterThan(0)
  })

  it('comes back from a file as PowerShell writes it', async () => {
    const { services, id } = await finishedRun()
    const file = join(temporaryFolder(), 'run.json')
    writeFileSync(file, `\ufeff${exported(services.database, id, 'json')}`, 'utf16le')
    expect(await importRunFile(runSetup(), file)).toBe(id)
  })

  it('can be resumed where it was imported', async () => {
    const stop = new AbortController()
    let left = 3
    const services = runSetup(
      new ScriptedEngine({ callMs: 1, before: () => left-- === 0 && stop.abort() })
    )
    const id = await createRun(services, runRequest())
    await runBenchmark(services, id, { signal: stop.signal })
    const other = runSetup()
    importRun(other.database, JSON.parse(exported(services.database, id, 'json')))
    expect(await runBenchmark(other, id, { signal: never })).toBe('finished')
    expect(other.engine.jobs).toHaveLength(5)
  })

  it('is not imported over a run that is there, deleted or not', async () => {
    const { services, id } = await finishedRun()
    const { database } = services
    const document: unknown = JSON.parse(exported(database, id, 'json'))
    expect(() => importRun(database, document)).toThrow('in the store already')
    setDeleted(database, findRun(database, id)!.key, 1)
    expect(() => importRun(database, document)).toThrow('in the store already, deleted')
  })

  it('is imported whole or not at all', async () => {
    const { services, id } = await finishedRun()
    const document = runExportSchema.parse(JSON.parse(exported(services.database, id, 'json')))
    const twice = { ...document, samples: [...document.samples, document.samples[0]] }
    const unopened = structuredClone(document)
    for (const { events } of unopened.samples) {
      for (const event of events as { type: string; path?: number }[]) {
        if (event.type !== 'path-opened' && event.path === 0) event.path = 1e9
      }
    }
    const { database } = temporaryStore()
    for (const contradicting of [twice, unopened]) {
      expect(() => importRun(database, contradicting)).toThrow(
        expect.objectContaining({
          name: 'UserError',
          message: expect.stringContaining(
            `The run ${id} in this file contradicts itself`
          ) as string
        })
      )
    }
    expect(() => importRun(database, { version: 2 })).toThrow('no run that Tandem exported')
    expect(findRun(database, id)).toBeNull()
    expect(database.prepare('SELECT count(*) FROM attempts').pluck().get()).toBe(0)
  })

  it.each(['latest', 'recording', '../../x', '\u001b[2J', '', 'x'.repeat(101)])(
    'is not imported under the name %j',
    async (name) => {
      const { services, id } = await finishedRun()
      const document = runExportSchema.parse(JSON.parse(exported(services.database, id, 'json')))
      const { database } = temporaryStore()
      const renamed = { ...document, eval: { ...document.eval, run_id: name } }
      expect(() => importRun(database, renamed)).toThrow('A run cannot be called')
      expect(findRun(database, name)).toBeNull()
    }
  )
})

describe('a run exported for other programs', () => {
  it('is a line of JSON an attempt, with its steps', async () => {
    const { services, id } = await finishedRun()
    const lines = exported(services.database, id, 'jsonl').trimEnd().split('\n')
    expect(lines).toHaveLength(12)
    expect(JSON.parse(lines[0]!)).toMatchObject({
      problem: 'sum-1',
      method: 'baseline',
      verdict: 'right',
      paths: [{ steps: [{ author: 'target', text: '3 plus 5 makes 8\n\n' }, {}] }]
    })
  })

  it('calls no attempt wrong that the engine failed, unless a person does', async () => {
    const services = runSetup(
      new ScriptedEngine({
        before: ({ options, problem }) => {
          if (options.method === 'ssr') throw new EngineFailure('out-of-memory', 'No room.')
          if (problem.includes('<b>')) throw new EngineFailure('time-limit', 'Too long.')
        }
      })
    )
    const problems = [...additions(2), { id: 'markup', text: 'What is 2 + 2 <b>?', answer: '4' }]
    const id = await createRun(services, runRequest({ problems, methods: ['baseline', 'ssr'] }))
    await runBenchmark(services, id, { signal: never })
    judgeAttempt(
      services,
      findRun(services.database, id)!.id,
      { problem: 'sum-2', method: 'ssr', repeat: 0 },
      { verdict: 'wrong', note: 'it had said so before' }
    )
    const rows = exported(services.database, id, 'jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const verdictOf = (problem: string, method: string) => {
      const row = rows.find((one) => one.problem === problem && one.method === method)!
      return [row.error, row.verdict, row.policy, row.reason]
    }
    expect(verdictOf('sum-1', 'ssr')).toEqual(['out-of-memory', null, null, null])
    expect(verdictOf('sum-2', 'ssr')).toEqual([
      'out-of-memory',
      'wrong',
      null,
      'it had said so before'
    ])
    // That it wrote for too long is the method's own doing, which accuracy counts too.
    expect(verdictOf('markup', 'baseline')).toEqual([
      'time-limit',
      'wrong',
      'standard',
      'no answer'
    ])
    const [head, ...cells] = exported(services.database, id, 'csv').trimEnd().split('\r\n')
    const at = head!.split(',').indexOf('verdict')
    const failed = cells.find((cell) => cell.includes(',sum-1,') && cell.includes(',ssr,'))!
    expect(failed.split(',').slice(at, at + 3)).toEqual(['', '', ''])
    expect(exported(services.database, id, 'html')).toContain('? not graded, ')
    // What is stored stays: the run can be imported again as it was.
    const log = exported(services.database, id, 'json')
    const { samples } = runExportSchema.parse(JSON.parse(log))
    expect(samples.every(({ metadata }) => metadata.grades.length > 0)).toBe(true)
    const { database } = temporaryStore()
    importRun(database, JSON.parse(log))
    expect(exported(database, id, 'json')).toBe(log)
    expect(exported(database, id, 'csv')).toBe(exported(services.database, id, 'csv'))
  })

  it('is a row of CSV an attempt, quoted where it must be', async () => {
    const { services, id } = await finishedRun()
    const rows = exported(services.database, id, 'csv').trimEnd().split('\r\n')
    expect(rows).toHaveLength(13)
    expect(rows[0]).toMatch(/^run,set,problem,/)
    expect(rows.find((row) => row.includes('markup'))).toContain('"What is 2 + 2 <b>""&\'</b>?"')
  })

  it.each(['-2+3+cmd|x', '=1+1', '+1+1', '@SUM(1)', ' =1', '-x', '\t=1', '-2.5e3+cmd'])(
    'keeps a spreadsheet from running %j',
    async (text) => {
      const services = runSetup(new ScriptedEngine())
      const id = await createRun(
        services,
        runRequest({ problems: [{ id: text, text, answer: '-4' }] })
      )
      await runBenchmark(services, id, { signal: never })
      const table = exported(services.database, id, 'csv')
      const cells = table.split('\r\n')[1]!.split(',')
      expect(cells).toContain('-4')
      expect(cells.filter((cell) => /^"?\s*[=+@-](?!\d+$)/.test(cell))).toEqual([])
      expect(table).toContain(`'${text}`)
    }
  )

  it.each([
    ['a semicolon', "a;=cmd|' /C calc'!A0;b", "a;'=cmd|"],
    ['a tab', 'a\t@SUM(1)', "a\t'@SUM(1)"],
    ['a line', 'a\n =1+1', "a\n '=1+1"],
    ['a quote and a semicolon', '";-1+1;"', ";'-1+1;"]
  ])(
    'keeps one that takes another separator from running what follows %s',
    async (_, text, safe) => {
      const services = runSetup(new ScriptedEngine())
      const problems = [{ id: 'of-text', text, answer: '(1; 2; -3)' }]
      const id = await createRun(services, runRequest({ problems }))
      await runBenchmark(services, id, { signal: never })
      const table = exported(services.database, id, 'csv')
      expect(table).toContain(safe)
      for (const piece of table.split(/[;\t\r\n]/)) {
        expect(piece).not.toMatch(/^\s*[=+@\-|%]/)
      }
    }
  )

  it('is Markdown in which names and answers are text', async () => {
    const services = runSetup(new ScriptedEngine())
    const evil = '[x](http://evil.example) <img src=x> ![y](z) www.evil.example `a|b`'
    const id = await createRun(
      services,
      runRequest({ problems: [{ ...additions(1)[0]!, id: evil }] })
    )
    await runBenchmark(services, id, { signal: never })
    const text = exported(services.database, id, 'markdown')
    expect(text).toContain(
      String.raw`\[x\](http\://evil.example) \<img src=x\> !\[y\](z) www\.evil.example \`a\|b\``
    )
  })

  it('marks an answer that was asked for, or tied, where the answer stands', async () => {
    const services = runSetup(new ScriptedEngine())
    const options = { ...OPTIONS, paths: 2, maxTokens: 14 }
    const request = { problems: additions(12), methods: ['parallel', 'ssr'] as const, options }
    const id = await createRun(services, runRequest(request))
    await runBenchmark(services, id, { signal: never })
    const said = exported(services.database, id, 'jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { answer: string | null; reservations: string })
      .filter(({ reservations }) => reservations !== '')
    expect(said.length).toBeGreaterThan(0)
    for (const { answer, reservations } of said) {
      expect(exported(services.database, id, 'markdown')).toContain(
        `| ${answer}; ${reservations} |`
      )
      expect(exported(services.database, id, 'csv')).toContain(`,${answer},${reservations},`)
    }
  })

  it('is a report in Markdown', async () => {
    const { services, id } = await finishedRun()
    const text = exported(services.database, id, 'markdown')
    expect(text).toContain('| method | n | right | pass@1 | ± SE | maj@2 | pass@2 | acceptance |')
    expect(text).toMatch(/\| baseline \| 6 \|/)
    expect(text).toContain(
      'ssr: 1 of the attempts ended in an error, 1 left out of accuracy, as the engine failed.'
    )
  })
})

describe('a run exported as HTML', () => {
  it('is one page that asks nobody for anything', async () => {
    const { services, id } = await finishedRun()
    const page = exported(services.database, id, 'html')
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|\ssrc=/)
  })

  it('shows every attempt, its steps and its verdict', async () => {
    const { services, id } = await finishedRun()
    const page = exported(services.database, id, 'html')
    expect(page.match(/<details class="attempt"/g)).toHaveLength(12)
    expect(page.match(/class="step target"/g)!.length).toBeGreaterThan(0)
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor!)
    expect(links.length).toBeGreaterThan(12)
    for (const anchor of links) expect(page).toContain(`id="${anchor}"`)
  })

  it('shows text as text, whatever it contains', async () => {
    const { services, id } = await finishedRun()
    for (const language of ['en', 'de'] as const) {
      const page = exported(services.database, id, 'html', language)
      expect(page).toContain('What is 2 + 2 &lt;b&gt;&quot;&amp;&#39;&lt;/b&gt;?')
      expect(page).not.toContain('<b>"')
    }
  })

  it('has a table beside every chart', async () => {
    const { services, id } = await finishedRun()
    const page = exported(services.database, id, 'html')
    const figures = page.match(/<figure>[^]*?<\/figure>/g)!
    expect(figures).toHaveLength(6)
    for (const figure of figures) {
      expect(figure).toMatch(/<svg[^]*<table/)
      expect(figure).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it('draws the time of every attempt, two lanes a path', async () => {
    const { services, id } = await finishedRun()
    const page = exported(services.database, id, 'html')
    const timelines = page.match(/<svg\s+class="timeline"[^]*?<\/svg/g)!
    // A failed attempt never opened a path.
    const settled = page.match(/class="paths">\s*<section/g)!
    expect(timelines).toHaveLength(settled.length)
    expect(
      timelines.filter((timeline) => timeline.includes('class="kept"')).length
    ).toBeGreaterThan(0)
    for (const timeline of timelines) {
      expect(timeline).toMatch(/aria-label="Timeline: \d paths? in [\d.]+ s"/)
      expect(timeline).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it('can be made of a run that has not begun', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    const page = exported(services.database, id, 'html')
    expect(page).toContain('sum-4')
    expect(page).not.toMatch(/NaN|undefined/)
  })
})

describe('one attempt as a page', () => {
  it('has the problem, every step and nothing that asks for anything, and says nothing of the others', async () => {
    const { services, id } = await finishedRun()
    const { database } = services
    const ended = settledAttempts(database, findRun(database, id)!.key)
    const chosen = ended.find(({ problem, method }) => problem === 2 && method === 'ssr')!
    const { name, text } = shareAttempt(database, id, chosen.key, { language: 'en', now: 0 })
    expect(name).toBe(`tandem-${id}-attempt-${chosen.key}.html`)
    expect(text).toContain('What is 2 + 2 &lt;b&gt;&quot;&amp;&#39;&lt;/b&gt;?')
    expect(text).toContain(`id="attempt-${chosen.key}" open`)
    expect(text).toContain('2 plus 2 makes')
    expect(text.match(/<details class="attempt"/g)).toHaveLength(1)
    expect(text).toContain("default-src 'none'")
    expect(text).not.toMatch(/<script|https?:|src=|url\(/)
    expect(text).not.toContain('What is 3 + 5?')
    expect(text.endsWith('</body></html>\n')).toBe(true)
  })

  it('is refused for an attempt that is not there, and for a benchmark without one', async () => {
    const { services, id } = await finishedRun()
    const how = { language: 'en', now: 0 } as const
    expect(() => shareAttempt(services.database, id, 999, how)).toThrow(
      'no attempt 999 that has ended'
    )
    expect(() => shareAttempt(services.database, id, null, how)).toThrow('--attempt')
  })
})

describe('a page in German', () => {
  it('says nothing in English but names, be it of an attempt or of a whole run', async () => {
    const { services, id } = await finishedRun()
    const { database } = services
    const run = findRun(database, id)!
    const chosen = settledAttempts(database, run.key).find(
      ({ method, problem }) => method === 'ssr' && problem === 1
    )!
    // Causes come from the engine, in English.
    const known =
      'It was killed. tandem engine node red green blue grey sum-1 sum-2 markup pass maj SE'
    const names = valuesOf([run, known])
    const left = (page: (language: Language) => string) => {
      expect(page('de')).toContain('<html lang="de">')
      const english = new Set(wordsOf(page('en')))
      return wordsOf(page('de')).filter(
        (text) =>
          english.has(text) &&
          !/UTC$/.test(text) &&
          !text.split(/[^\p{L}\d.-]+/u).every((word) => names.includes(word))
      )
    }
    expect(
      left((language) => shareAttempt(database, id, chosen.key, { language, now: 0 }).text)
    ).toEqual([])
    expect(left((language) => exported(database, id, 'html', language))).toEqual([])
  })
})
