import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'

/** The other addresses of this machine at which somebody answers on a port. */
export async function othersThatAnswer(port: number): Promise<string[]> {
  const known = Object.values(networkInterfaces()).flatMap((one) => one ?? [])
  const others = ['127.0.0.2', '::1', ...known.map(({ address }) => address)]
  const answers = await Promise.all(
    [...new Set(others)]
      .filter((address) => address !== '127.0.0.1')
      .map(async (address) => ((await answersAt(address, port)) ? [address] : []))
  )
  return answers.flat()
}

async function answersAt(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 2000 })
  try {
    await Promise.race([
      once(socket, 'connect'),
      once(socket, 'timeout').then(() => Promise.reject(new Error('Nobody answers.')))
    ])
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
