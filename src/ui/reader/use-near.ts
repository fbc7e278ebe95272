import { useEffect, useState, type RefObject } from 'react';

/**
 * Which children with `data-near="<index>"` are in view of a scroller, or nearly. The children must not change.
 * @param margin how far out of view still counts, as a CSS length ("800px 0px")
 * @param laidOut whether the children have their sizes; before that, all of them would seem near
 * @param keep whether what was near once stays in the set
 */
export function useNear(root: RefObject<HTMLElement | null>, margin: string, laidOut = true, keep = false): ReadonlySet<number> {
  const [near, setNear] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const scroller = root.current;
    if (!scroller || !laidOut) return undefined;
    const observer = new IntersectionObserver((entries) => setNear((before) => {
      const now = new Set(before);
      for (const { target, isIntersecting } of entries) {
        const index = Number((target as HTMLElement).dataset['near']);
        if (isIntersecting) now.add(index);
        else if (!keep) now.delete(index);
      }
      return now;
    }), { root: scroller, rootMargin: margin });
    for (const child of scroller.querySelectorAll('[data-near]')) observer.observe(child);
    return () => observer.disconnect();
  }, [root, margin, laidOut, keep]);
  return near;
}
