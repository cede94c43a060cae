/** What stands around a thinking part. */
export interface ThinkingMarks {
  readonly open: string
  readonly close: string
}

/**
 * The marks of families that think, as their chat templates have them: DeepSeek, Qwen, QwQ, GLM, SmolLM and most others;
 * Seed; Magistral; Command A; Kimi; and distillations of OpenThinker's kind.
 */
export const THINKING_MARKS: readonly ThinkingMarks[] = [
  { open: '<think>', close: '</think>' },
  { open: '<seed:think>', close: '</seed:think>' },
  { open: '[THINK]', close: '[/THINK]' },
  { open: '<|START_THINKING|>', close: '<|END_THINKING|>' },
  { open: '◁think▷', close: '◁/think▷' },
  { open: '<|begin_of_thought|>', close: '<|end_of_thought|>' }
]

/**
 * The marks that a chat template thinks with, and whether it can be told to leave thinking out; null where it knows the end of
 * no thinking part: templates cut it off earlier replies, or write it.
 */
export function thinkingInTemplate(
  template: string
): (ThinkingMarks & { readonly switchable: boolean }) | null {
  const marks = THINKING_MARKS.find(({ close }) => template.includes(close))
  if (marks === undefined) return null
  return { ...marks, switchable: /\b(?:enable_)?thinking\b/.test(template) }
}
