import { inOrder } from '../../../shared/text-order.ts'

/** A piece of HTML that is safe to put into a page. */
export interface Markup {
  readonly html: string
}

type Part = Markup | string | number | null | readonly Markup[]

/** Builds markup; whatever is put in and is not markup already becomes text. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const pieces = strings.map((literal, index) =>
    index < parts.length ? literal + rendered(parts[index]!) : literal
  )
  return { html: pieces.join('') }
}

function rendered(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  if ('html' in part) return part.html
  return part.map(({ html }) => html).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

function escaped(text: string): string {
  return inOrder(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}
