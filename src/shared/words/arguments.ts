/**
 * What a message must be given, read off its own words: `{name}` is a text, `{n, number}` and `{n, plural, …}` take a
 * number, `{who, select, …}` a text, `<link>…</link>` a piece of the page. So a missing, misspelt or mistyped argument
 * is a type error where the message is used.
 */
export type Arguments<M extends string> = { readonly [A in InText<M> as A[0]]: A[1] }

/** The names of the elements within a message: "link" of "see <link>there</link>". */
export type Tags<M extends string> = M extends `${string}</${infer Tag}>${infer Rest}`
  ? Tag | Tags<Rest>
  : never

interface Kinds {
  number: number
  plural: number
  selectordinal: number
  select: string
}

/** From a place in the text of a message or of a branch: the brace that comes next opens an argument or ends a branch. */
type InText<M extends string, Found = never> = M extends `${infer Before}}${infer After}`
  ? Before extends `${string}{${infer Start}`
    ? InArgument<`${Start}}${After}`, Found>
    : InChoice<After, Found>
  : Found

/** From the name of an argument on. */
type InArgument<M extends string, Found> = M extends `${infer Inside}}${infer After}`
  ? Inside extends `${infer Name}, ${infer Kind extends keyof Kinds}, ${string}{${infer Branch}`
    ? InText<`${Branch}}${After}`, Found | [Name, Kinds[Kind]]>
    : Inside extends `${infer Name}, ${infer Kind extends keyof Kinds}, ${string}`
      ? InText<After, Found | [Name, Kinds[Kind]]>
      : Inside extends `${infer Name}, ${infer Kind extends keyof Kinds}`
        ? InText<After, Found | [Name, Kinds[Kind]]>
        : InText<After, Found | [Inside, string]>
  : Found

/** After a branch: another one follows, or the choice ends. */
type InChoice<M extends string, Found> = M extends `}${infer After}`
  ? InText<After, Found>
  : M extends `${string}{${infer Branch}`
    ? InText<Branch, Found>
    : Found
