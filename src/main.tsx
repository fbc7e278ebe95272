/** Joins the page to its engine. The only file that knows both. */
import { createRoot } from 'react-dom/client';
import { createEngine } from './bridge/engine.ts';
import { App } from './ui/App.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App engine={createEngine()} />);
