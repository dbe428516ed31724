import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What an operator opened beyond the public internet: whole names (`host` or `host:port`) and address ranges. */
export interface Egress {
  names: Set<string>
  ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][]
}

/**
 * Reads the entries of EGRESS_ALLOW: `10.0.0.0/8` and `fd00::/8` (the address reached), `192.0.2.7` (that one address),
 * `calendar.lan` (every port) or `calendar.lan:8443` (the host as written in the URL, wherever its name leads).
 * Throws on an entry it cannot read: a typo must not silently open or close anything.
 */
export function parseEgress(allow: string[]): Egress {
  const egress: Egress = { names: new Set(), ranges: [] }
  for (const entry of allow.map((text) => text.trim().toLowerCase())) {
    if (ipaddr.isValidCIDR(entry)) egress.ranges.push(ipaddr.parseCIDR(entry))
    else if (isIP(entry) !== 0) egress.ranges.push([ipaddr.parse(entry), isIP(entry) === 4 ? 32 : 128])
    else if (NAME.test(entry)) egress.names.add(entry)
    else throw new Error(`EGRESS_ALLOW: '${entry}' is not a host, host:port or CIDR range`)
  }
  return egress
}

/** Whether the operator opened this host by name. `hostname` has no brackets; `port` is explicit. */
export function isOpenedByName(egress: Egress, hostname: string, port: number): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  const withPort = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  return egress.names.has(host) || egress.names.has(withPort)
}

/** Whether a connection to this address may be made: it is public, or inside a range the operator opened. */
export function mayReach(egress: Egress, address: string): boolean {
  if (isPublicAddress(address)) return true
  const ip = ipaddr.parse(address)
  return egress.ranges.some(([range, bits]) => range.kind() === ip.kind() && ip.match(range, bits))
}

/**
 * Whether an address belongs to the public unicast internet (IANA special-purpose registries, RFC 6890).
 * IPv6 must lie in 2000::/3 and carry no IPv4 address inside (mapped, NAT64, 6to4, Teredo, IPv4-compatible), because
 * such an address is a second spelling of one that may be private. A NAT64 prefix of one's own network looks public.
 */
export function isPublicAddress(address: string): boolean {
  const ip = ipaddr.parse(address)
  if (ip.range() !== 'unicast') return false
  return ip.kind() === 'ipv6' ? ip.match(GLOBAL_UNICAST) : address !== AZURE_HOST
}

const NAME = /^([a-z0-9]([a-z0-9_.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?$/
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')
/** Answers every virtual machine on Azure with that machine's own metadata, though the number looks public. */
const AZURE_HOST = '168.63.129.16'
