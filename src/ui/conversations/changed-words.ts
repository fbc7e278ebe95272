/** When something was changed, as short as a person needs it: "14:05" today, "3 May" this year, "3 May 2024" before. */
export function changedWords(changedAt: number, now: number): string {
  const [then, today] = [new Date(changedAt), new Date(now)];
  if (then.toDateString() === today.toDateString()) return then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const year = then.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' as const };
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year });
}
