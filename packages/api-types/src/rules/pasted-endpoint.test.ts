import { describe, expect, test } from 'vitest';
import { readPastedEndpoint } from './pasted-endpoint.ts';

describe('an endpoint that is pasted', () => {
  test.each([
    ['10.0.0.1:443', '10.0.0.1:443'],
    ['  10.0.0.1:443\n', '10.0.0.1:443'],
    ['\u00A010.0.0.1:443', '10.0.0.1:443'],
    ['"10.0.0.1:443"', '10.0.0.1:443'],
    ['10.0.0.1:443,', '10.0.0.1:443'],
    ['LB-North.Example.COM:443', 'lb-north.example.com:443'],
    ['lb.example.com.:443', 'lb.example.com:443'],
    ['lb.example.com:443/', 'lb.example.com:443'],
    ['[2001:DB8::1]:443', '[2001:db8::1]:443'],
  ])('%j is taken as %s', (text, endpoint) => {
    expect(readPastedEndpoint(text)).toEqual({ ok: true, value: endpoint });
  });

  test.each([
    ['https://lb:443/api/v2', 'without "https://" and "/api/v2"', ['lb:443']],
    ['HTTPS://LB', 'without "https://"', ['lb:443']],
    ['https://lb:8443/', 'without "https://" and "/"', ['lb:8443']],
    ['https://[2001:db8::1]/api', '"/api"', ['[2001:db8::1]:443']],
    ['lb:443/api/v2?x=1', 'without "/api/v2" and a query', ['lb:443']],
    ['https://lb.example.com.:8443/api', '"/api"', ['lb.example.com:8443']],
    ['10.0.0.1', 'must end with a port', ['10.0.0.1:443']],
    ['lb.example.com.', 'must end with a port', ['lb.example.com:443']],
    ['lb:', 'must end with a port', ['lb:443']],
    ['lb:44x', 'not "44x"', ['lb:443']],
    ['lb:0443', 'not "0443"', ['lb:443']],
    ['lb:99999', 'between 1 and 65535, not "99999"', []],
    ['lb 443', 'without blanks', ['lb:443']],
    [':443', 'must begin with a host name', []],
    ['my_host:443', 'neither a name nor an IP address: "my_host"', []],
    ['10.0.0.999:443', 'neither a name nor an IP address: "10.0.0.999"', []],
    ['[2001:db8::1]', 'must end with a port', ['[2001:db8::1]:443']],
    ['[lb]:443', 'no IPv6 address in its brackets', []],
    ['fe80::1', 'in brackets', ['[fe80::1]:443']],
    ['fe80::1%eth0', 'in brackets', []],
    ['2001:db8::1:443', 'in brackets', ['[2001:db8::1]:443', '[2001:db8::1:443]:443']],
    ['2001:db8::1:65000', 'in brackets', ['[2001:db8::1]:65000']],
    ['1:2:3:4:5:6:7:8:443', 'in brackets', ['[1:2:3:4:5:6:7:8]:443']],
    ['10.0.0.1:443, 10.0.0.2:443', 'one endpoint, not several', ['10.0.0.1:443', '10.0.0.2:443']],
    ['10.0.0.1\n10.0.0.2', 'not several', ['10.0.0.1:443', '10.0.0.2:443']],
    ['10.0.0.1, 10.0.0.1:443', 'not several', ['10.0.0.1:443']],
    ['https://a:443;https://b', 'not several', ['a:443', 'b:443']],
    ['', '<host>:<port>', []],
    ['?', 'a query', []],
  ])('%j is wrong (%s) and may mean %j', (text, problem, choices) => {
    const read = readPastedEndpoint(text);
    expect(read).toMatchObject({ ok: false, error: { choices, hasCredentials: false } });
    expect(read.ok ? '' : read.error.problem).toContain(problem);
  });

  test.each(['https://root:secret@lb:443/', 'root:secret@lb:443', 'root:se@cret@lb'])(
    'a user name and a password are neither kept nor repeated: %s',
    (text) => {
      const read = readPastedEndpoint(text);
      expect(read).toMatchObject({ error: { choices: ['lb:443'], hasCredentials: true } });
      expect(JSON.stringify(read)).not.toMatch(/root|secret|cret/);
    },
  );

  test('a password that hides where the host begins is not repeated either', () => {
    const read = readPastedEndpoint('https://root:a/b@lb:443');
    expect(read).toMatchObject({ error: { choices: [], hasCredentials: true } });
    expect(JSON.stringify(read)).not.toMatch(/root|b@/);
  });

  test('of very many endpoints only some are offered', () => {
    const many = Array.from({ length: 100 }, (_, index) => `10.0.0.${index}:443`).join(' ');
    const read = readPastedEndpoint(many);
    expect(read.ok ? [] : read.error.choices).toHaveLength(8);
  });
});
