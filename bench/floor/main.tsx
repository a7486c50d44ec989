import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
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

function VolumeTable() {
  const { data } = useQuery({
    queryKey: ['volumes'],
    queryFn: async () => {
      const answer: { readonly json: () => Promise<VolumeList> } = await fetch('/volumes.json');
      return answer.json();
    },
  });
  return (
    <table>
      <tbody>
        {data?.volumes.map(
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

const router = createBrowserRouter([
  { path: '/', element: <Link to="/volumes">Volumes</Link> },
  { path: '/volumes', element: <VolumeTable /> },
]);

const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
);
