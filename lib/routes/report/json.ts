import type { Access } from './access';

/** Access as `routes.json` holds it. */
export const accessJson = (access: Access): string => `${JSON.stringify(access, null, 2)}\n`;
