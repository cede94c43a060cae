/** A new element of a drawing, with its attributes. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  kind: K,
  attributes: Readonly<Record<string, string | number>>
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', kind)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  return element
}
