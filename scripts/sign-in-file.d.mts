export function writeSignInFile(path: string, url: string): void
