import {
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query';
import { useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, Link, RouterProvider } from 'react-router';

// The least that shows the same rows with the same libraries: nothing is parsed, styled or drawn but them.

/** The answer that the console gets for the same list. */
interface VolumeList {
  readonly volumes: readonly {
    readonly UUID: string;
    readonly name: string;
    readonly state: string;
    readonly protectionState: string;
    readonly size: string;
    readonly projectName: string;
    readonly nodeList: readonly string[];
  }[];
}

const queryClient = new QueryClient();

async function read(url: string, signal: AbortSignal): Promise<VolumeList> {
  const answer: { readonly json: () => Promise<VolumeList> } = await fetch(url, { signal });
  return answer.json();
}

interface RowsProps {
  readonly list: VolumeList | undefined;
  readonly isStale?: boolean;
}

function Rows({ list, isStale = false }: RowsProps) {
  return (
    <table aria-busy={isStale}>
      <tbody>
        {list?.volumes.map(
          ({ UUID, name, state, protectionState, size, projectName, nodeList }) => (
            <tr key={UUID}>
              <th>
                <Link to={`/volumes/${UUID}`}>{name}</Link>
              </th>
              <td>{state}</td>
              <td>{protectionState}</td>
              <td>{size}</td>
              <td>{projectName}</td>
              <td>{nodeList.length}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function VolumeTable() {
  const { data } = useQuery({
    queryKey: ['volumes'],
    queryFn: ({ signal }) => read('/volumes.json', signal),
  });
  return <Rows list={data} />;
}

/** The same rows for what is typed, asked for at each key stroke from the server that the console asks. */
function VolumeSearch() {
  const [text, setText] = useState('');
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['volumes', text],
    queryFn: ({ signal }) =>
      read(`/api/v2/fleet/volumes?search=${text}&sort=name&order=asc&offset=0&limit=50`, signal),
    placeholderData: keepPreviousData,
  });
  useLayoutEffect(() => {
    if (!isPlaceholderData) history.replaceState(null, '', `?search=${text}`);
  }, [text, isPlaceholderData]);
  return (
    <>
      <input aria-label="Search" value={text} onChange={({ target }) => setText(target.value)} />
      <Rows list={data} isStale={isPlaceholderData} />
    </>
  );
}

const router = createBrowserRouter([
  { path: '/', element: <Link to="/volumes">Volumes</Link> },
  { path: '/volumes', element: <VolumeTable /> },
  { path: '/search', element: <VolumeSearch /> },
]);

const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
);
