/** What every operation has in common on this wire (lightbits-api §1), for the head of a document. */
export const WIRE_RULES = [
  'Integers of 64 bits are decimal strings, in requests and answers.',
  'Names are case-sensitive. Unknown fields are ignored, and null counts as absent.',
  'GET and DELETE read only the query, POST and PUT only the body; the path wins over both.',
  'Success is always 200, and an update or a delete answers {}.',
  'An error has the body {"error", "code", "message"}, where code is the gRPC status.',
  'An unknown path is 404 and a wrong method 405, both in plain text.',
  'With If-Match, a change of a volume that was modified since is 412.',
].join('\n\n');
