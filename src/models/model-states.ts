/** What can be going on with a model, apart from which model it is. */
import type { ModelState } from '../contract/model.ts';

type Bare<State> = State extends unknown ? Omit<State, 'entry' | 'fit' | 'recommended'> : never;
type BareState = Bare<ModelState>;

/** What lies in the vault while nobody works on it. */
export type StoredState = Extract<BareState, { status: 'absent' | 'partial' | 'installed' }>;
/** What somebody does with it now, or how that ended badly. */
export type WorkState = Extract<BareState, { status: 'downloading' | 'retrying' | 'verifying' | 'failed' }>;
