import { BlockList, isIP } from 'node:net';

/** Networks that are not the public internet (IANA's special-purpose registries): a webhook has no business there. */
const PRIVATE_IPV4 = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4],
] as const;

/** Of IPv6 only global unicast is public; parts of it lead back to IPv4 or are set aside. */
const SET_ASIDE_IPV6 = [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
] as const;

const blocked = new BlockList();
for (const [network, bits] of PRIVATE_IPV4) blocked.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of SET_ASIDE_IPV6) blocked.addSubnet(network, bits, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

export function isPublicAddress(address: string): boolean {
	if (isIP(address) === 4) return !blocked.check(address, 'ipv4');
	if (isIP(address) === 6) return globalUnicast.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
	return false;
}
