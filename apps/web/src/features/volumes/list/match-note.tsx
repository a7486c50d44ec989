import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { findWord } from '@asterism/api-types/rules/volume-search';
import { useContext } from 'react';
import { SearchedWords } from './list-facts.ts';
import './match-note.css';

/** Why a volume is among the matches, where its name does not tell: `label env=prod`. */
export function MatchNote({ volume }: { readonly volume: Volume }) {
  const words = useContext(SearchedWords);
  const hits = words.map((word) => findWord(volume, word));
  const notes = hits.flatMap((hit) =>
    hit === undefined || hit.where === 'name' ? [] : [`${hit.where} ${hit.text}`],
  );
  if (notes.length === 0) return null;
  const text = [...new Set(notes)].join(', ');
  return <span className="ast-match-note">{text}</span>;
}
