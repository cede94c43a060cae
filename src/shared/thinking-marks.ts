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
