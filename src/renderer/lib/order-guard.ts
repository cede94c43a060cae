import { inOrder } from '../../shared/text-order.ts'

/** Attributes whose text is shown: as a tooltip, in an empty field. */
const SHOWN = ['title', 'placeholder']

/**
 * From here on every text of a page, whichever component draws it, is shown in the order in which it was written
 * (`shared/text-order.ts`): before the page is painted, and in the page alone. What is stored, copied, saved or being edited
 * stays as it is. Each change costs what it brings: no other part of the page is looked at, and no layout is asked for.
 */
export function guardOrder(page: Document): void {
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'childList') addedNodes.forEach(putInOrder)
      else if (type === 'attributes') putAttributesInOrder(target as Element)
      else putInOrder(target)
    }
  }).observe(page, {
    childList: true,
    subtree: true,
    characterData: true,
    attributeFilter: SHOWN
  })
}

function putInOrder(node: Node): void {
  if (node instanceof Element) {
    putAttributesInOrder(node)
    node.childNodes.forEach(putInOrder)
  } else if (node instanceof Text && !(node.parentNode instanceof HTMLTextAreaElement)) {
    const text = inOrder(node.data)
    // An unchanged text is left alone: to write it would be another change.
    if (text !== node.data) node.data = text
  }
}

function putAttributesInOrder(element: Element): void {
  for (const name of SHOWN) {
    const text = element.getAttribute(name)
    if (text !== null && inOrder(text) !== text) element.setAttribute(name, inOrder(text))
  }
}
