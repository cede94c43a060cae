import type { GgufSummary, LibraryEntry, OwnWords } from '../../shared/model-library.ts'
import { filePathOf, type ModelSource } from '../../shared/model-source.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import { thinkingInTemplate } from '../../shared/thinking-marks.ts'
import type { ModelLibrary } from './library.ts'

/** The templates that a person has given the models of a pair, to be kept with its run. */
export function ownTemplates(
  { target, draft }: Pick<PairSetup, 'target' | 'draft'>,
  library: Pick<ModelLibrary, 'ownWords'>
): PairSetup['templates'] {
  const templateOf = (source: ModelSource) => {
    const path = filePathOf(source)
    return path === null ? null : library.ownWords(path).template
  }
  return { target: templateOf(target), draft: templateOf(draft) }
}

/** What a model's file says of how it answers, with the template that a person has given it in the place of its own. */
export function headerAsAsked({
  summary,
  own: { template }
}: Pick<LibraryEntry, 'summary' | 'own'>): GgufSummary | null {
  if (summary === null || template === null) return summary
  const thinking = thinkingInTemplate(template)
  const { character } = summary
  if (character === null) return { ...summary, hasChatTemplate: true }
  const known = character.thinking
  const marks = known !== null && known.open === thinking?.open ? known.marks : 'text'
  return {
    ...summary,
    hasChatTemplate: true,
    character: { ...character, thinking: thinking === null ? null : { ...thinking, marks } }
  }
}

/** How a model is asked where that is not as its file says, as sentences for people. */
export function ownWordsLines({ template, thinking }: OwnWords): string[] {
  return [
    ...(template === null
      ? []
      : [`Asked with a chat template of your own, ${template.length} characters.`]),
    ...(thinking === null ? [] : ['It answers at once, as you said.'])
  ]
}
