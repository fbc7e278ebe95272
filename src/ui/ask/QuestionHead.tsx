import styles from './Ask.module.css';
import { LineForm } from './LineForm.tsx';

interface Props {
  question: string;
  editing?: boolean;
  /** Called with the changed question, or with nothing. */
  onEdited?: (question: string | undefined) => void;
}

/** The question over its answer. Asked in other words it begins a conversation of its own. */
export function QuestionHead({ question, editing = false, onEdited }: Props) {
  if (!editing || !onEdited) return <h2 className={styles.question} dir="auto">{question}</h2>;
  return <LineForm label="Question in other words" action="Ask in a new conversation" value={question} hint="This conversation stays as it is. The new one has everything before this question." onDone={onEdited} />;
}
