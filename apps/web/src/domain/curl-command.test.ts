import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { describe, expect, it } from 'vitest';
import { curlCommand } from './curl-command.ts';

const UUID = '128fa7b3-4328-49c3-be42-974d91f10bd6';

describe('the curl command of a call', () => {
  it('writes a change with its body and its If-Match', () => {
    const call = {
      operation: federationApi.updateVolume,
      input: { UUID, projectName: 'acme', size: '4096' },
      ifMatch: '12',
    };
    expect(curlCommand(call)).toBe(
      [
        `curl -X PUT "$FEDERATION/api/v2/volumes/${UUID}"`,
        '-H "Authorization: Bearer $TOKEN"',
        "-H 'If-Match: 12'",
        "-H 'Content-Type: application/json'",
        `--data '{"projectName":"acme","size":"4096"}'`,
      ].join(' \\\n  '),
    );
  });

  it('keeps everything that was typed inside its quotes', () => {
    const call = { operation: federationApi.createVolume, input: { name: "x'; rm -rf / #" } };
    expect(curlCommand(call)).toContain(String.raw`--data '{"name":"x'\''; rm -rf / #"}'`);
  });
});
