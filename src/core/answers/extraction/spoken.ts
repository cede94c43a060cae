const closesThinking = '</think>'

/** A new question after an answer: the model went on with a problem of its own. */
const question = String.raw`(?:Question|Q|Problem)\s*\d{0,3}\s*:`
const anyQuestion = new RegExp(question)
const nextQuestion = new RegExp(String.raw`\n\s*${question}`, 'g')
const concluded = /####|\\boxed|\banswer\s*(?:is|:)|^\s*\**A\**\s*:/im

/**
 * What the model says to its reader: what follows its thinking, or everything where nothing does; null where the
 * thinking was opened and never ended, for then nothing is answered.
 */
export function spoken(output: string): string | null {
  const end = output.lastIndexOf(closesThinking)
  if (end < 0 && /^\s*<think>/.test(output)) return null
  const after = end < 0 ? '' : output.slice(end + closesThinking.length)
  const text = after.trim() === '' ? output : after
  // Chat templates leak into outputs, and GSM8K notes its calculations as <<2*3=6>>.
  return untilNextQuestion(text)
    .replace(/<\|[^|<>]{0,40}\|>(?:user|assistant|system)?/g, ' ')
    .replace(/<<[^<>]{0,200}>>/g, '')
}

function untilNextQuestion(text: string): string {
  // Looking for the word first is faster than trying every line.
  if (!anyQuestion.test(text)) return text
  for (const match of text.matchAll(nextQuestion)) {
    if (concluded.test(text.slice(0, match.index))) return text.slice(0, match.index)
  }
  return text
}
