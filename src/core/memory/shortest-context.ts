/**
 * Tokens of the shortest context that is of use: a prompt, the problem and a solution must fit into it. Models that
 * see less are not offered, and nobody is advised to make do with less.
 */
export const SHORTEST_CONTEXT = 512
