/** What somebody without a browser finds at a console. */
export interface Visit {
  readonly page: string;
  /** The status of the answer to the sign-in. */
  readonly signedIn: number;
  /** The status of the answer to a question for the volumes, asked in the session. */
  readonly volumes: number;
}

/** Fetches the console's page, signs in and reads volumes, with what a browser would send. */
export async function visitConsole(
  url: string,
  credentials: { readonly username: string; readonly password: string },
): Promise<Visit> {
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  const signIn = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(credentials),
  });
  const cookie = signIn.headers.getSetCookie().map((each) => each.split(';')[0]);
  const volumes = await fetch(`${url}/api/v2/fleet/volumes`, {
    headers: { cookie: cookie.join('; ') },
  });
  return { page: await page.text(), signedIn: signIn.status, volumes: volumes.status };
}
