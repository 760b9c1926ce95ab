/** A URL as a message may repeat it: without the user and the password that stand before its host. */
export const hideLogin = (text: string): string => text.replace(/(:\/\/)[^\s/@]*@/g, '$1…@');
