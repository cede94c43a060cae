import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * Preloaded into a program and all of its processes: writes down each address that one of them connects to, and each name
 * that is looked up, a line each, into the file of TANDEM_TEST_CONNECTIONS.
 */

const require = createRequire(import.meta.url)
const { Socket } = require('node:net')
const dgram = require('node:dgram')
const dns = require('node:dns')

function note(what) {
  appendFileSync(process.env.TANDEM_TEST_CONNECTIONS, `${what}\n`)
}

const { connect } = Socket.prototype
Socket.prototype.connect = function (...given) {
  const [first] = given.flat()
  // Pipes of this machine have a path.
  if (first && typeof first === 'object' && first.port !== undefined && !first.path) {
    note(`tcp ${first.host ?? 'localhost'}:${first.port}`)
  }
  return connect.apply(this, given)
}
const { send } = dgram.Socket.prototype
dgram.Socket.prototype.send = function (...given) {
  note(`udp ${given.slice(1).join(' ')}`)
  return send.apply(this, given)
}
const { lookup } = dns
dns.lookup = (name, ...rest) => {
  note(`name ${name}`)
  return lookup(name, ...rest)
}
