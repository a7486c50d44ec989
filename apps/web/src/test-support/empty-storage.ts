// The files of a run share a browser: none begins with what another has kept.
localStorage.clear();
sessionStorage.clear();
