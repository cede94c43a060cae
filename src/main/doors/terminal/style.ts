import type { Role } from '../../../shared/cost.ts'

/** Paints text for a terminal, or leaves it plain where there is none, or where NO_COLOR is set. */
export interface Style {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
  /** The author's colour, of a palette that colour-blind readers can tell apart; never the only mark. */
  author(role: Role, text: string): string
}

/** Okabe and Ito's blue and vermilion, as near as 256 colours come. */
const AUTHOR_COLOUR: Readonly<Record<Role, number>> = { draft: 32, target: 166 }

export function createStyle(colours: boolean): Style {
  function code(open: string, close: string): (text: string) => string {
    return (text) => (colours && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text)
  }
  const bold = code('1', '22')
  const dim = code('2', '22')
  const good = code('32', '39')
  const bad = code('31', '39')
  return {
    bold,
    dim,
    good,
    bad,
    author: (role, text) => code(`38;5;${AUTHOR_COLOUR[role]}`, '39')(text)
  }
}

/** Whether a stream shows colours. Node's own rule knows NO_COLOR, FORCE_COLOR and dumb terminals. */
export function showsColours(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && stream.hasColors()
}
