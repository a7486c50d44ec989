import { useNavigation } from 'react-router';

/** A thin bar while the next page is on its way. */
export function NavigationBar() {
  const { state } = useNavigation();
  return state === 'idle' ? null : (
    <progress className="ast-navigation-bar" aria-label="Loading page" />
  );
}
