import { lengthOf, pathTimeline, type Activity } from '../../../shared/timeline.ts'
import { boxesOf, momentsOf, pathData } from '../../../shared/timeline-drawing.ts'
import type { AttemptView, PathView } from '../../../shared/view.ts'
import { secondsText } from '../figures.ts'
import { html, type Markup } from './markup.ts'
import type { PageWords } from './page-words.ts'

const LEFT = 190
const WIDTH = 1000
const RIGHT_MARGIN = 20
const ROW = 26
const LANE = 10
const MOMENTS = 8
/** Characters of a strategy's name that fit beside its row. */
const NAME_LENGTH = 30

/** In the order in which they are drawn. */
const ACTIVITIES: readonly Activity[] = ['other', 'scored', 'rejected', 'kept', 'written']
/** Those that are marked along their middle too, by dots or stripes: colour is never the only difference. */
const MARKED: ReadonlySet<Activity> = new Set(['rejected', 'written'])

/** Who worked when: two lanes a path, the draft's above the target's. Null where no time was recorded. */
export function timelineMarkup(view: AttemptView, { say, told, figure }: PageWords): Markup | null {
  const ms = lengthOf(view)
  if (ms === 0 || view.paths.length === 0) return null
  const width = WIDTH - LEFT - RIGHT_MARGIN
  const bottom = view.paths.length * ROW
  const label = say('page.timeline', {
    paths: view.paths.length,
    duration: figure(secondsText(ms))
  })
  return html`<svg
    class="timeline"
    viewBox="0 0 ${WIDTH} ${bottom + 18}"
    role="img"
    aria-label="${label}"
  >
    ${momentsOf(ms, MOMENTS).map((moment) => {
      const x = LEFT + (moment / ms) * width
      return html`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${bottom}" /><text
          x="${x}"
          y="${bottom + 13}"
          text-anchor="middle"
          >${figure(secondsText(moment))}</text
        >`
    })}${view.paths.map((path, row) => rowMarkup(path, row * ROW, { ms, width, told }))}
  </svg>`
}

function rowMarkup(
  path: PathView,
  top: number,
  scale: { readonly ms: number; readonly width: number; readonly told: PageWords['told'] }
): Markup {
  const { lanes, from, to } = pathTimeline(path)
  const whole = `${path.id + 1} ${path.strategy ? scale.told(path.strategy.name) : ''}`
  const name = whole.length > NAME_LENGTH ? `${whole.slice(0, NAME_LENGTH - 1)}…` : whole
  const place = (at: number) => LEFT + (at / scale.ms) * scale.width
  const drawn = (['draft', 'target'] as const).map((role, lane) => {
    const laneTop = top + 2 + lane * (LANE + 1)
    if (lanes[role].length === 0) return html``
    const boxes = boxesOf(lanes[role], scale)
    const middle = laneTop + LANE / 2
    return html`<line
        class="waits"
        x1="${place(from)}"
        x2="${place(to)}"
        y1="${middle}"
        y2="${middle}"
      />
      <g transform="translate(${LEFT} 0)"
        >${ACTIVITIES.map((activity) => {
          const list = boxes.get(activity) ?? []
          if (list.length === 0) return html``
          const wide = MARKED.has(activity) ? list.filter(({ height }) => height === 1) : []
          const marks = wide.map(({ left, width }) => `M${left} ${middle}h${width}`).join('')
          return html`<path
              class="${activity}"
              d="${pathData(list, { top: laneTop, height: LANE })}"
            />${marks === '' ? null : html`<path class="${activity} marks" d="${marks}" />`}`
        })}</g
      >`
  })
  return html`<text x="0" y="${top + 16}">${name}</text>${drawn}`
}
