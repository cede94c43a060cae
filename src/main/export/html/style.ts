/** Each colour in light and in dark. */
const COLOURS = {
  paper: ['#ffffff', '#14171c'],
  raised: ['#f6f7f9', '#1c2027'],
  ink: ['#1a1d21', '#e6e8eb'],
  quiet: ['#5d6670', '#9aa4af'],
  line: ['#dfe3e8', '#323942'],
  draft: ['#0072b2', '#56b4e9'],
  target: ['#d55e00', '#f08a3c'],
  right: ['#00775a', '#3fc79a'],
  wrong: ['#b3261e', '#ff8a80'],
  'right-wash': ['#e3f3ee', '#12332a'],
  'wrong-wash': ['#fbe9e7', '#3b1d1b']
} as const

const declared = Object.entries(COLOURS)
  .map(([name, [light, dark]]) => `  --${name}: light-dark(${light}, ${dark});`)
  .join('\n')

/** How drawings look. */
const DRAWING = `svg text { fill: var(--quiet); font: 11px system-ui, sans-serif; font-variant-numeric: tabular-nums }
svg .label { fill: var(--ink); font-weight: 600 }
svg .grid { stroke: var(--line) }
svg .bars { stroke: var(--ink); stroke-width: 1.2; opacity: .55 }
svg .dot { fill: var(--ink) }
svg .line { fill: none; stroke: var(--ink); stroke-width: 1.6; opacity: .75 }
svg .baseline { stroke: var(--quiet); stroke-dasharray: 3 3 }
svg .draft { fill: var(--draft) }
svg .target { fill: var(--target) }
svg .right { fill: var(--right) }
svg .wrong { fill: var(--wrong) }
`

/** The same in light colours, for a drawing in a file of its own, which not every program reads variables in. */
export const DRAWING_STYLE = `${Object.entries(COLOURS).reduce(
  (style, [name, [light]]) => style.replaceAll(`var(--${name})`, light),
  DRAWING
)}svg .title { font-size: 14px }
`

/** The look of the report: one column, calm, light or dark as the reader's system is. */
export const STYLE = `
:root {
  color-scheme: light dark;
${declared}
}
* { box-sizing: border-box }
body {
  margin: 0 auto; padding: 2.5rem 1.5rem 6rem; max-width: 76rem; background: var(--paper); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; font-variant-numeric: tabular-nums;
}
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; letter-spacing: -.015em; font-weight: 650 }
h2 { margin: 3rem 0 .8rem; font-size: 1.2rem; letter-spacing: -.005em; font-weight: 650 }
p { margin: .5rem 0; max-width: 60rem }
a { color: inherit; text-underline-offset: .2em }
.quiet { color: var(--quiet) }
.note { margin: .4rem .8rem; font-weight: 600 }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .1rem 2rem; margin: 1.4rem 0 0 }
.facts div { display: flex; gap: .7rem; padding: .3rem 0; border-top: 1px solid var(--line); min-width: 0 }
.facts dt { color: var(--quiet); flex: 0 0 7.4rem }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .93rem }
th, td { padding: .42rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap }
th { color: var(--quiet); font-weight: 500; font-size: .85rem; vertical-align: bottom }
th:first-child, td:first-child, .left { text-align: left }
tbody tr:hover { background: var(--raised) }
.headline { font-weight: 650 }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); gap: 1.2rem }
figure { margin: 0; padding: 1rem 1.2rem .7rem; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); min-width: 0 }
figcaption { font-weight: 600; margin-bottom: .1rem }
figure p { margin: 0 0 .5rem; font-size: .86rem; color: var(--quiet) }
figure svg { display: block; width: 100%; height: auto }
figure details { font-size: .86rem; color: var(--quiet) }
${DRAWING}.timeline { display: block; width: calc(100% - 1.6rem); max-width: 72rem; margin: .7rem .8rem 0 }
.timeline .kept { fill: var(--draft) } .timeline .other { fill: var(--quiet); opacity: .6 }
.timeline .scored, .timeline .written { fill: var(--target); fill-opacity: .45 } .timeline .rejected { fill: var(--draft); fill-opacity: .15 }
.timeline .marks { fill: none; stroke: var(--target); stroke-width: 10; stroke-dasharray: 2 2.5 }
.timeline .rejected.marks { stroke: var(--draft); stroke-width: 4; stroke-dasharray: 0 5; stroke-linecap: round }
.timeline .waits { stroke: var(--quiet); stroke-dasharray: 1 3 }
.key { display: inline-block; width: .75em; height: .75em; border-radius: 2px; margin: 0 .35em 0 .9em }
.key.draft { background: var(--draft) } .key.target { background: var(--target) }
.key.right { background: var(--right) } .key.wrong { background: var(--wrong) }
.matrix td, .matrix th { text-align: center; padding: .28rem .5rem }
.matrix td:first-child, .matrix th:first-child { text-align: left }
.matrix a { display: inline-block; min-width: 3.2rem; padding: .05rem .45rem; border-radius: 5px; text-decoration: none }
.matrix a.right { background: var(--right-wash); color: var(--right) }
.matrix a.wrong { background: var(--wrong-wash); color: var(--wrong) }
.matrix td:first-child a { padding-left: 0 }
.matrix a:hover { outline: 1px solid currentColor }
article { margin: 1.6rem 0 0; border-top: 1px solid var(--line); padding-top: 1.1rem; content-visibility: auto; contain-intrinsic-size: auto 12rem }
article h3 { margin: 0; font-size: 1rem; font-weight: 650 }
.problem { overflow-wrap: anywhere; margin: .3rem 0 .7rem }
details.attempt { border: 1px solid var(--line); border-radius: 8px; margin: .4rem 0; background: var(--raised); scroll-margin-top: 1rem }
details.attempt:target { outline: 2px solid var(--draft) }
details.attempt > summary { cursor: pointer; padding: .45rem .8rem; display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline }
details.attempt > summary strong { min-width: 7rem }
details[open].attempt > summary { border-bottom: 1px solid var(--line) }
.verdict.right { color: var(--right); font-weight: 600 } .verdict.wrong { color: var(--wrong); font-weight: 600 }
.paths { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1rem; padding: .8rem }
.path h4 { margin: 0; font-size: .9rem } .path > p { font-size: .84rem; margin: 0 0 .4rem }
.step { position: relative; margin: .35rem 0; padding: .35rem .6rem .35rem .9rem; border-radius: 6px; background: var(--paper); overflow-wrap: anywhere; font-size: .9rem }
.text { white-space: pre-wrap }
.step::before { content: ''; position: absolute; inset: 0 auto 0 0; width: 4px; border-radius: 6px 0 0 6px; background: var(--draft) }
.step.target::before { background: repeating-linear-gradient(135deg, var(--target) 0 4px, transparent 4px 6px) }
.step .who { float: right; margin-left: .6rem; font-size: .78rem; color: var(--quiet) }
.step.draft .who b { color: var(--draft) } .step.target .who b { color: var(--target) }
.step .text .draft { color: var(--draft) } .step.draft .text .draft { color: inherit }
.step .text .target { color: inherit }
.step details { font-size: .84rem; color: var(--quiet); margin-top: .25rem }
.step del { text-decoration-thickness: 1px }
.votes { padding: 0 .8rem .7rem; font-size: .88rem }
:focus-visible { outline: 2px solid var(--draft); outline-offset: 2px }
@media print {
  body { padding: 0; max-width: none }
  details:not([open]) { display: none }
  figure, tr, .step, .facts div { break-inside: avoid }
  h2, h3, h4, summary { break-after: avoid }
  .scroll { overflow: visible }
  article { content-visibility: visible }
  .key, .step::before, .matrix a { print-color-adjust: exact }
}
`
