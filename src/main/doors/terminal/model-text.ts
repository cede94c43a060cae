import type {
  Fit,
  Fitness,
  GgufSummary,
  ListedModel,
  ModelFootprint
} from '../../../shared/model-library.ts'
import { bytesText } from '../../bytes-text.ts'
import type { Inspection } from '../../models/inspector.ts'
import { headerAsAsked, ownWordsLines } from '../../models/own-words.ts'
import { samplingOf } from '../../models/sampling-defaults.ts'
import { characterLines, samplingLine, sharedHabits, suggestedPairs } from '../../models/suited.ts'

/** Each model on a line, and beneath it where it is and what it can serve as. */
export function modelLines(models: readonly ListedModel[]): string[] {
  return models.flatMap((model) => [
    `${model.id}  ${model.name}`,
    `    ${[...traits(headerAsAsked(model.entry)), bytesText(model.bytes), model.entry.origin].join(', ')}`,
    `    ${model.entry.files[0]?.path ?? ''}`,
    `    ${serves(model)}`,
    ...ownWordsLines(model.entry.own).map((line) => `    ${line}`)
  ])
}

/** Pairs of the models that fit together, the likeliest first; none where there are none. */
export function suggestionLines(models: readonly ListedModel[]): string[] {
  const pairs = suggestedPairs(models)
  if (pairs.length === 0) return []
  return [
    'These fit together:',
    ...pairs.map(
      ({ target, draft, share }) =>
        `    --target "${target.name}" --draft "${draft.name}": ${share.join(', ')}`
    )
  ]
}

function serves({ target, draft, entry }: ListedModel): string {
  if (target.able && draft.able) {
    const known = entry.tried || entry.origin === 'bundled'
    return `can be target or draft${known ? '' : '; is tried before its first use'}`
  }
  return `cannot serve: ${[target, draft].map(reasonOf).find((reason) => reason !== '') ?? ''}`
}

function reasonOf(fitness: Fitness): string {
  return fitness.able ? '' : fitness.reason
}

function traits(summary: GgufSummary | null): string[] {
  if (summary === null) return []
  return [
    summary.architecture,
    `${parametersText(summary.parameters)} parameters`,
    summary.quantisation,
    ...(summary.contextLength > 0 ? [`context ${summary.contextLength}`] : []),
    ...(summary.cannotWrite === null ? [kindOf(summary)] : [])
  ]
}

/** What its file says that it was made for. */
function kindOf({ hasChatTemplate, character }: GgufSummary): string {
  if (!hasChatTemplate) return 'base model'
  return character?.thinking ? 'thinks' : 'answers directly'
}

/** "7.0B", "270.0M" */
export function parametersText(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)}B`
  return count >= 1e6 ? `${(count / 1e6).toFixed(1)}M` : `${Math.round(count / 1e3)}K`
}

/** What a file turned out to be. */
export function inspectionLines({ summary, refusal }: Inspection, tried: boolean): string[] {
  const lines: string[] = []
  if (summary !== null) {
    const parts = summary.files.length
    lines.push(
      summary.name,
      `  ${[...traits(summary), `${bytesText(summary.bytes)}${parts > 1 ? ` in ${parts} files` : ''}`].join(', ')}`,
      `  ${summary.layers} layers, ${summary.vocabulary} tokens, ${summary.hasChatTemplate ? 'a' : 'no'} chat template`
    )
    if (summary.cannotWrite === null) {
      const thinks = Boolean(summary.character?.thinking)
      const said = [...characterLines(summary), samplingLine(samplingOf(summary, { thinks }))]
      lines.push(...said.map((line) => `  ${line}`))
    }
  }
  if (refusal !== null) lines.push(`Refused: ${refusal.sentence}`)
  else if (summary?.cannotWrite) lines.push(`Cannot serve: ${summary.cannotWrite}`)
  else if (tried) lines.push('It was opened in a process of its own, and wrote a token.')
  return lines
}

const FITS: Readonly<Record<Fit['outcome'], string>> = {
  fits: 'Fits.',
  tight: 'Tight: it fits if nothing else needs the memory.',
  'wont-fit': "Won't fit."
}

/** What two models have in common, and what not. */
export function habitLines(target: GgufSummary, draft: GgufSummary): string[] {
  const { share, differ } = sharedHabits(target, draft)
  return [
    ...(share.length > 0 ? [`They share habits: ${share.join(', ')}.`] : []),
    ...(differ.length > 0 ? [`They differ: ${differ.join(', ')}.`] : [])
  ]
}

/** Whether they fit, the advice and the breakdown. */
export function fitLines(fit: Fit): string[] {
  const { needed, free } = fit
  return [
    [FITS[fit.outcome], fit.advice ?? ''].join(' ').trim(),
    '',
    ...modelPart('Target', fit.target, fit),
    ...modelPart('Draft', fit.draft, fit),
    `The inference process itself${bytesText(fit.engine).padStart(13)}`,
    `Memory: ${bytesText(needed.ram)} of ${bytesText(free.ram)} free`,
    ...(fit.gpu === null
      ? []
      : [`GPU memory (${fit.gpu}): ${bytesText(needed.vram)} of ${bytesText(free.vram)} free`])
  ]
}

function modelPart(title: string, part: ModelFootprint, { paths, gpu }: Fit): string[] {
  const row = (name: string, bytes: number) =>
    `  ${name.padEnd(26)}${bytesText(bytes).padStart(13)}`
  const onGpu = gpu === null ? '' : `, ${part.gpuLayers} layers on the GPU`
  return [
    `${title}, ${paths} x ${part.context} tokens${onGpu}`,
    row('weights', part.weights),
    row('keys and values', part.cache),
    row('buffers of a batch', part.working),
    row("tokenizer's tables", part.tables)
  ]
}
