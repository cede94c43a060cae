import type { GgufSummary, ListedModel } from '../../shared/model-library.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import { headerAsAsked } from './own-words.ts'
import type { SuitedSampling } from './sampling-defaults.ts'

type Header = Pick<GgufSummary, 'hasChatTemplate' | 'character'>

/** The profile with the marks that the target's own template has around thinking. */
export function withMarksOf(profile: PromptProfile, target: Header | null): PromptProfile {
  const own = target?.character?.thinking ?? null
  if (profile.thinking === null || own === null) return profile
  return { ...profile, thinking: { open: own.open, close: own.close } }
}

/** What a file's header says about how its model answers, as sentences for people. */
export function characterLines(header: Header): string[] {
  const { character } = header
  return [
    ...(header.hasChatTemplate
      ? []
      : [
          'A base model: its file has no chat template, whatever its name says. It goes on with a text and was not taught to follow instructions: expect few right answers, and scores and letters that say little.'
        ]),
    ...(character?.thinking ? [thinkingLine(character.thinking)] : [])
  ]
}

function thinkingLine({
  open,
  close,
  marks,
  switchable
}: NonNullable<NonNullable<Header['character']>['thinking']>): string {
  const kinds = { control: 'control tokens', token: 'tokens of its own', text: 'plain text' }
  const off = switchable
    ? 'Its template can leave thinking out: --no-thinking.'
    : 'With --no-thinking the part is closed at once.'
  return `It thinks between ${open} and ${close} (${kinds[marks]}), and is asked by the profile reasoning. ${off}`
}

export function samplingLine({ temperature, topP, topK, source }: SuitedSampling): string {
  const from = {
    file: 'as its file says',
    makers: 'as its makers advise',
    common: 'as nothing is known of it'
  }
  return `Sampled at temperature ${temperature}, top-p ${topP}${topK > 0 ? `, top-k ${topK}` : ''}, ${from[source]}.`
}

/**
 * What two models share that makes a draft's steps pass as the target's own: none of it is needed, and each helps.
 */
export function sharedHabits(target: Header, draft: Header): { share: string[]; differ: string[] } {
  const [t, d] = [target.character, draft.character]
  const share: string[] = []
  const differ: string[] = []
  const note = (same: boolean, yes: string, no: string) =>
    same ? share.push(yes) : differ.push(no)
  if (t !== null && d !== null) {
    note(t.tokens === d.tokens, 'the same tokens', 'other tokens: `speculative` cannot run')
    const think = [t, d].map(({ thinking }) => thinking !== null)
    note(
      think[0] === think[1],
      think[0] === true ? 'both think' : 'both answer directly',
      think[0] === true ? 'only the target thinks' : 'only the draft thinks'
    )
  }
  if (!target.hasChatTemplate || !draft.hasChatTemplate) {
    differ.push(
      target.hasChatTemplate || draft.hasChatTemplate
        ? `the ${target.hasChatTemplate ? 'draft' : 'target'} is a base model`
        : 'both are base models'
    )
  }
  return { share, differ }
}

/** A draft of more than this share of its target's weights saves next to nothing. */
const LARGEST_DRAFT = 0.4

interface SuggestedPair {
  readonly target: ListedModel
  readonly draft: ListedModel
  readonly share: readonly string[]
}

/** For each target the smallest model of the same tokens and the same way of answering, where there is one. */
export function suggestedPairs(models: readonly ListedModel[]): SuggestedPair[] {
  return models.flatMap((target) => {
    const fitting = models
      .flatMap((draft): SuggestedPair[] => {
        const [t, d] = [headerAsAsked(target.entry), headerAsAsked(draft.entry)]
        if (t === null || d === null || !target.target.able || !draft.draft.able) return []
        if (t.character === null || d.character === null) return []
        if (d.parameters > LARGEST_DRAFT * t.parameters) return []
        const { share, differ } = sharedHabits(t, d)
        return differ.length === 0 ? [{ target, draft, share }] : []
      })
      .sort((a, b) => sizeOf(a.draft) - sizeOf(b.draft))
    return fitting.slice(0, 1)
  })
}

function sizeOf({ entry }: ListedModel): number {
  return entry.summary?.parameters ?? 0
}
