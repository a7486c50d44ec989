import { pathParameters } from '@asterism/api-types/common/operation';
import type { Route } from './route.ts';

export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Record<string, string> }
  | { readonly kind: 'no-method'; readonly allow: string }
  | { readonly kind: 'no-path' };

export type RouteTable = (method: string, path: string) => Match;

interface Pattern {
  readonly regex: RegExp;
  readonly names: readonly string[];
  readonly routes: Map<string, Route>;
}

/** Path parameters are always identifiers. */
const PARAMETER = '([A-Za-z0-9._-]+)';

function regexOf(path: string, route: Route): RegExp {
  const escaped = path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, PARAMETER);
  // The last parameter of a by-name path may be empty: the path then ends in a slash.
  const whole = route.operation.byName === true ? escaped.replace(/\+\)$/, '*)') : escaped;
  return new RegExp(`^${whole}$`);
}

/** The complete list of what is served: any other method and path is refused. */
export function createRouteTable(routes: readonly Route[]): RouteTable {
  const patterns = new Map<string, Pattern>();
  for (const route of routes) {
    const { path, method } = route.operation;
    const pattern = patterns.get(path) ?? {
      regex: regexOf(path, route),
      names: pathParameters(path),
      routes: new Map<string, Route>(),
    };
    pattern.routes.set(method, route);
    if (method === 'GET') pattern.routes.set('HEAD', route);
    patterns.set(path, pattern);
  }

  return (method, path) => {
    for (const { regex, names, routes } of patterns.values()) {
      const match = regex.exec(path);
      if (match === null) continue;
      const route = routes.get(method);
      if (route === undefined) return { kind: 'no-method', allow: [...routes.keys()].join(', ') };
      const params = Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? '']));
      return { kind: 'route', route, params };
    }
    return { kind: 'no-path' };
  };
}
