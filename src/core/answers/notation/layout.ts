const braced = String.raw`\s*\{[^{}]{0,60}\}`
const length = String.raw`\s*\{?\s*-?[\d.]{1,8}\s*(?:pt|em|ex|mm|cm|mu|in|bp)\s*\}?`

/** Commands with arguments that only say how things look; what they are applied to follows and stays. */
const layout = new RegExp(
  [
    String.raw`\\(?:textcolor|colorbox|color)\s*(?:\[[^\]]{0,30}\])?${braced}`,
    String.raw`\\fcolorbox${braced}${braced}`,
    String.raw`\\(?:scalebox|raisebox|hspace|vspace|hphantom|vphantom|phantom|tag|label)\*?${braced}`,
    String.raw`\\(?:resizebox|fontsize|rule)${braced}${braced}`,
    String.raw`\\(?:hskip|vskip|kern|mkern|mskip)${length}`
  ].join('|'),
  'g'
)

/** The text without colours, boxes of space and other layout. */
export function withoutLayout(text: string): string {
  return text.includes('\\') ? text.replace(layout, ' ') : text
}
