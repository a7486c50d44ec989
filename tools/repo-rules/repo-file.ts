/** A file of the repository. */
export interface RepoFile {
  /** Path from the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong, and where. */
export interface Finding {
  readonly path: string;
  /** Absent when it is about the file as a whole. */
  readonly line?: number;
  readonly message: string;
}

export const isSource = (path: string): boolean => /\.(ts|tsx|mjs|css|sh)$/.test(path);

export const isTest = (path: string): boolean => /\.(test|e2e)\.tsx?$/.test(path);

/** A finding for each line of the file on which the pattern matches. */
export function findLines(file: RepoFile, pattern: RegExp, message: string): Finding[] {
  return file.text
    .split('\n')
    .flatMap((line, index) =>
      pattern.test(line) ? [{ path: file.path, line: index + 1, message }] : [],
    );
}
