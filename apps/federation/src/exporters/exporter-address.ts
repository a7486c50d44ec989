import { parseEndpoint, type Endpoint } from '@asterism/api-types/rules/endpoint';
import type { PortRange } from '../cluster-client/address-policy.ts';

/** The vendor's ports of a node. */
const NVME_PORT = 4420;
const EXPORTER_PORT = 8090;
const PORT_MAX = 65_535;

/**
 * Where the exporter of a node is: on its host. Where one port is permitted, all exporters have it. Where several are, that
 * of a node is as far from 8090 as its NVMe port is from 4420: simulated nodes share one machine. Undefined for a node
 * that says no address.
 */
export function exporterAddress(
  nvmeEndpoint: string,
  ports: readonly PortRange[],
): Endpoint | undefined {
  const nvme = parseEndpoint(nvmeEndpoint);
  if (!nvme.ok) return undefined;
  const [{ from, to } = { from: 0, to: 0 }, ...more] = ports;
  const isOne = more.length === 0 && from === to;
  const port = isOne ? from : EXPORTER_PORT + nvme.value.port - NVME_PORT;
  return port >= 1 && port <= PORT_MAX ? { host: nvme.value.host, port } : undefined;
}
