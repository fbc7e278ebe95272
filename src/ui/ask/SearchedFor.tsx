import { useState } from 'react';
import type { Answer } from '../../contract/answer.ts';
import controls from '../kit/controls.module.css';
import styles from './Ask.module.css';
import { searchedByWords } from './lineage-rows.ts';
import { LineForm } from './LineForm.tsx';

interface Props {
  question: string;
  searched: { text: string; by: Answer['searchedBy'] };
  /** Searches for other words, where that can be done now. */
  onSearch?: (searched: string) => void;
}

/** What a follow-up was understood to mean. It can be put right in place. */
export function SearchedFor({ question, searched, onSearch }: Props) {
  const [editing, setEditing] = useState(false);
  if (searched.text.trim() === question.trim()) return null;
  if (editing && onSearch) {
    return <LineForm label="What to search for" action="Search again" value={searched.text} onDone={(text) => { setEditing(false); if (text !== undefined) onSearch(text); }} />;
  }
  return (
    <p className={styles.searched} dir="auto">
      Searched for: <bdi className={styles.searchedText}>{searched.text}</bdi>, {searchedByWords(searched.by)}.
      {onSearch && <>{' '}<button type="button" className={controls.plain} onClick={() => setEditing(true)}>Change</button></>}
    </p>
  );
}
