import { useEffect, useRef } from 'react';
import { useDesk } from '../desk-state.ts';
import { useStore } from '../kit/store.ts';

/** A ref for the field of the desk, which takes the keyboard whenever the field is called for. */
export function useField() {
  const { view } = useDesk();
  const called = useStore(view.store, (state) => state.fieldCalled);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!called) return;
    field.current?.focus();
    field.current?.select();
    view.fieldAnswered();
  }, [called, view]);
  return field;
}
