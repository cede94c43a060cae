import type { Language } from '../../shared/contract/settings.ts'
import { setNameOf } from '../../shared/run-record.ts'
import type { Database } from '../store/sql.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { figureFile } from './html/figure.ts'
import { pageWords } from './html/page-words.ts'
import { runFigures } from './html/run-figures.ts'
import { openRunSource } from './run-source.ts'

/** The charts of a run's report, each as a drawing in a file of its own, with its title, legend and colours. */
export function chartFiles(
  database: Database,
  run: RunRecord,
  { language, now }: { readonly language: Language; readonly now: number }
): { readonly name: string; readonly text: string }[] {
  const source = openRunSource(database, run, now)
  const words = pageWords(language)
  const set = setNameOf(run.config)
  const subject = [...(set === null ? [] : [words.told(set)]), run.id].join(', ')
  return runFigures(source.report, source.charts(), words).map((figure) => ({
    name: `${figure.name}.svg`,
    text: figureFile(figure, subject)
  }))
}
