import { counted } from '../../../shared/counted.ts'
import { sourceText } from '../../../shared/model-source.ts'
import type { NamedServer, ServerAbility, ServerReport } from '../../../shared/named-server.ts'
import { parametersText } from './model-text.ts'

/** Each model on a server on a few lines, as models in files are listed. */
export function serverLines(servers: readonly NamedServer[]): string[] {
  return servers.flatMap(({ id, name, source, report, failure }) => [
    `${id}  ${name}`,
    `    ${factsOf(report).join(', ')}`,
    `    ${sourceText(source)}`,
    `    ${failure === null ? 'can be target or draft' : `could not be used when it was tested last: ${failure}`}`
  ])
}

const DEGREES: Readonly<Record<ServerAbility['degree'], string>> = {
  full: 'yes',
  slower: 'slower',
  none: 'no'
}

/** What a server is and can do, each thing with why it cannot and what would help. */
export function reportLines(report: ServerReport): string[] {
  const { latencyMs, abilities } = report
  return [
    `${report.model}: ${factsOf(report).join(', ')}; answers in ${Math.max(1, Math.round(latencyMs))} ms`,
    ...abilities.flatMap(({ what, degree, remark }) => [
      `  ${DEGREES[degree].padEnd(7)} ${what}`,
      ...(remark === null ? [] : [`          ${remark}`])
    ])
  ]
}

function factsOf(report: ServerReport): string[] {
  const { software, router, parameters, saysParameters, contextSize, slots } = report
  return [
    router === null
      ? software
      : `${software} behind a router (${router.healthy} of ${router.replicas} replicas healthy)`,
    `${parametersText(parameters)} parameters${saysParameters ? '' : ' (as told)'}`,
    `context ${contextSize}`,
    ...(slots > 0 ? [counted(slots, 'slot')] : [])
  ]
}
