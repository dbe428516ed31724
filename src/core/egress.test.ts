import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOpenedByName, isPublicAddress, mayReach, parseEgress } from './egress.ts'

const PRIVATE = [
  '0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255',
  '192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255',
  '168.63.129.16 :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1 100::1 2001::1 2001:db8::1 2001:10::1 2001:20::1 2002:7f00:1::1 2002:808:808::1 3fff::1 5f00::1',
  'fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 4000::1 e000::1',
].flatMap((line) => line.split(' '))

test('an address outside the public internet is not public, however it is written', () => {
  assert.deepEqual(PRIVATE.filter(isPublicAddress), [])
})

test('ordinary public addresses are public', () => {
  const open = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e']
  assert.deepEqual(open.filter(isPublicAddress), open)
})

test('an opened range opens its own addresses and no others', () => {
  const egress = parseEgress(['10.1.0.0/16', '192.168.7.9', 'fd12::/16'])
  const reached = ['10.1.2.3', '192.168.7.9', 'fd12::5', '8.8.8.8']
  assert.deepEqual(
    [...reached, '10.2.0.1', '192.168.7.8', 'fd13::5', '::ffff:10.1.2.3'].filter((ip) => mayReach(egress, ip)),
    reached,
  )
})

test('an opened name opens that host alone, on its port when it names one', () => {
  const egress = parseEgress(['Calendar.lan', ' feeds.lan:8443 ', '[::1]:9000', '127.0.0.1:7000'])
  assert.equal(isOpenedByName(egress, 'calendar.LAN.', 80), true)
  assert.equal(isOpenedByName(egress, 'feeds.lan', 8443), true)
  assert.equal(isOpenedByName(egress, '::1', 9000), true)
  assert.equal(isOpenedByName(egress, '127.0.0.1', 7000), true)
  assert.equal(isOpenedByName(egress, 'feeds.lan', 443), false)
  assert.equal(isOpenedByName(egress, 'evil.calendar.lan', 80), false)
  assert.equal(isOpenedByName(egress, '127.0.0.1', 7001), false)
})

test('an entry that cannot be read stops the start instead of opening or closing anything', () => {
  for (const entry of ['', 'http://calendar.lan', '*', '10.0.0.0/33', 'a b', 'host:port', '[::1']) {
    assert.throws(() => parseEgress([entry]), /EGRESS_ALLOW/, entry)
  }
})
