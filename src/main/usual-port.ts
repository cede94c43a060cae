/** Chosen once and for all, so that a browser's history finds the page again; none of the ports that rivals use. */
const USUAL_PORT = 4127

/** Where the page is served: `TANDEM_PORT`, else the usual port. */
export function wantedPort(
  environment: Readonly<Record<string, string | undefined>> = process.env
): number {
  return Number(environment.TANDEM_PORT ?? USUAL_PORT)
}
