import { describe, expect, it } from 'vitest'
import { typeset } from '../../../src/renderer/lib/typeset.ts'

const ERROR = 'class="katex-error"'

describe('typeset', () => {
  it('typesets formulas as people write them, with macros of LaTeX that stand for others', () => {
    const tex = String.raw`\boxed{\frac{a_1^2}{\sqrt{b}} \ne \begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix} \dots \bmod 7}`
    const html = typeset(tex, true)
    expect(html).toContain('<math')
    expect(html).not.toContain(ERROR)
  })

  it.each([
    String.raw`\def\a{xx}\a`,
    String.raw`\gdef\a{\a\a}\a`,
    String.raw`\edef\a{x}\edef\b{\a\a}\b`,
    String.raw`\let\a=\frac\a{1}{2}`,
    String.raw`\newcommand{\a}[1]{#1#1}\a{\a{x}}`,
    String.raw`\global\def\a{x}\a`,
    String.raw`\futurelet\a\b\c`
  ])('shows %s, which defines something, as it was written', (tex) => {
    expect(typeset(tex, false)).toContain(ERROR)
  })

  it('keeps nothing from one formula for the next', () => {
    typeset(String.raw`\gdef\mine{x}`, false)
    expect(typeset(String.raw`\mine`, false)).not.toContain('<mi>x</mi>')
  })

  it.each([
    ['deeper', '{'.repeat(1900) + 'x' + '}'.repeat(1900)],
    [
      'deeper without a brace',
      String.raw`\left(`.repeat(330) + 'x' + String.raw`\right)`.repeat(330)
    ],
    ['deeper by going to and fro', String.raw`\text{$`.repeat(700) + 'x' + '$}'.repeat(700)],
    ['wider', `\\begin{matrix}${'&'.repeat(3800)}\\end{matrix}`],
    ['longer', `\\begin{matrix}${'\\\\'.repeat(1900)}\\end{matrix}`],
    ['unbalanced', '}'.repeat(4000)],
    ['full of fractions', String.raw`\frac{`.repeat(430) + 'x' + '}{}'.repeat(430)]
  ])('comes back with little from a formula that is %s than any', (_how, tex) => {
    expect(typeset(tex, true).length).toBeLessThan(100_000)
  })

  it.each([
    String.raw`\href{javascript:alert(1)}{x}`,
    String.raw`\url{https://evil.example}`,
    String.raw`\includegraphics{https://evil.example/x.png}`,
    String.raw`\htmlStyle{position:fixed}{x}`,
    String.raw`\htmlData{x=y}{z}`,
    `<img src=x onerror=alert(1)> ${'{'.repeat(100)}`
  ])('lets %s do nothing', (tex) => {
    expect(typeset(tex, false)).not.toMatch(
      /<(?:a|img|script)\b|style="[^"]*position:\s*fixed|data-x/
    )
  })
})
