/** What a part of a chart is called, and what fills it: a class, or a pattern of the drawing. */
export interface ChartPart {
  readonly label: string
  readonly look?: string | undefined
  readonly fill?: string | undefined
}
