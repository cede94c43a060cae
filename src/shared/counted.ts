/** A number with what it counts: "1 problem", "3 problems". What is translated has plurals of its own language instead. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
