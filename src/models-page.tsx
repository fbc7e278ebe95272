/** Joins the page of models to its vault. The only file that knows both. */
import { createRoot } from 'react-dom/client';
import { createVault } from './bridge/vault.ts';
import { ModelsApp } from './ui/models/ModelsApp.tsx';
import { policyHosts } from './ui/models/policy-hosts.ts';

const root = document.getElementById('root');
const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '';
if (root) createRoot(root).render(<ModelsApp vault={createVault()} hosts={policyHosts(policy)} />);
