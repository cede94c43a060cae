const closesThinking = '</think>'

/** What the model says to its reader: what follows its thinking, or everything where nothing does. */
export function spoken(output: string): string {
  const end = output.lastIndexOf(closesThinking)
  const after = end < 0 ? '' : output.slice(end + closesThinking.length)
  const text = after.trim() === '' ? output : after
  // Chat templates leak into outputs, and GSM8K notes its calculations as <<2*3=6>>.
  return text
    .replace(/<\|[^|<>]{0,40}\|>(?:user|assistant|system)?/g, ' ')
    .replace(/<<[^<>]{0,200}>>/g, '')
}
