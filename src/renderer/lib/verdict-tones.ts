/** How a verdict looks as a badge. */
export const VERDICT_TONES = { right: 'good', wrong: 'bad', ungradable: 'warn' } as const
