/** What every operation has in common on this wire (lightbits-api §1), for the head of a document. */
export const WIRE_RULES = [
  'Integers of 64 bits are decimal strings, both ways.',
  'Names are case-sensitive. Unknown fields are ignored, and null is absent.',
  'GET and DELETE read the query alone, POST and PUT the body alone; the path goes before both.',
  'Success is always 200, and an update or a delete answers {}.',
  'An error has the body {"error", "code", "message"}, where code is the gRPC status.',
  'An unknown path is 404 and a wrong method 405, both in plain text.',
  'With If-Match a change of a volume that has changed meanwhile is refused: 412.',
].join('\n\n');
